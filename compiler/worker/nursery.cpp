#include "compiler/worker/nursery.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <system_error>

namespace stratgen {

namespace {

// For a process that is starting or freeing 2 GiB on a busy machine. Nobody waits so long for a
// source: a nursery that is this late is given up.
constexpr std::chrono::seconds patience{60};

std::string reason(int error) { return std::generic_category().message(error); }

// The attributes and file actions of a process that takes nothing along but `socket`.
class BareProcess {
 public:
  explicit BareProcess(int socket) {
    posix_spawn_file_actions_init(&files_);
    posix_spawn_file_actions_adddup2(&files_, socket, nursery_socket);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
      posix_spawn_file_actions_addopen(&files_, standard, "/dev/null", O_RDWR, 0);
    posix_spawn_file_actions_addclosefrom_np(&files_, nursery_socket + 1);
    posix_spawnattr_init(&attributes_);
    // A session of its own: what the terminal sends to this process's group does not reach it.
    posix_spawnattr_setflags(&attributes_,
                             POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
  }
  BareProcess(const BareProcess&) = delete;
  BareProcess& operator=(const BareProcess&) = delete;
  ~BareProcess() {
    posix_spawn_file_actions_destroy(&files_);
    posix_spawnattr_destroy(&attributes_);
  }

  // An errno, or 0.
  int start(std::string program, std::string cpu_ms, std::string memory, pid_t& pid) const {
    const std::array<char*, 4> arguments = {program.data(), cpu_ms.data(), memory.data(), nullptr};
    const std::array<char*, 1> environment = {nullptr};
    return posix_spawn(&pid, program.c_str(), &files_, &attributes_, arguments.data(),
                       environment.data());
  }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
};

// Waits until a child of ours is gone; if it takes too long it is killed.
void bury(pid_t child) {
  const FileDescriptor process(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
  if (!process || !wait_for(process.get(), POLLIN, Deadline::clock::now() + patience))
    ::kill(child, SIGKILL);
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) continue;
}

}  // namespace

Death cause_of_death(int wait_status) {
  if (WIFEXITED(wait_status)) {
    const int code = WEXITSTATUS(wait_status);
    if (code == out_of_memory_exit) return {Death::Cause::OutOfMemory, 0};
    if (code == not_confined_exit) return {Death::Cause::NotConfined, 0};
    return {Death::Cause::Crash, 0};
  }
  const int signal = WIFSIGNALED(wait_status) ? WTERMSIG(wait_status) : 0;
  if (signal == SIGPROF || signal == SIGXCPU) return {Death::Cause::OutOfTime, signal};
  // The filter leaves nobody in a worker able to send this one.
  if (signal == SIGKILL) return {Death::Cause::Outside, signal};
  return {Death::Cause::Crash, signal};
}

Result<std::unique_ptr<Nursery>> Nursery::start(const std::filesystem::path& program,
                                                std::chrono::milliseconds cpu_limit,
                                                std::size_t memory) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return fail(Fault::Internal, fmt::format("no socket for a worker: {}", reason(errno)));
  FileDescriptor ours(ends[0]);
  const FileDescriptor theirs(ends[1]);
  pid_t pid = 0;
  const int error =
      BareProcess(theirs.get())
          .start(program.string(), std::to_string(cpu_limit.count()), std::to_string(memory), pid);
  if (error != 0)
    return fail(Fault::Internal,
                fmt::format("{} does not start: {}", program.string(), reason(error)));
  return std::unique_ptr<Nursery>(new Nursery(pid, std::move(ours)));
}

Nursery::~Nursery() {
  socket_ = FileDescriptor();
  bury(pid_);
}

std::optional<NurseryAnswer> Nursery::ask(NurseryRequest request) {
  const std::scoped_lock lock(mutex_);
  if (!alive_) return std::nullopt;
  std::optional<NurseryAnswer> answer;
  if (send_request(socket_.get(), request))
    answer = receive_reply(socket_.get(), Deadline::clock::now() + patience);
  alive_ = answer.has_value();
  return answer;
}

std::optional<ForkedWorker> Nursery::fork() {
  auto answer = ask({NurseryRequest::Fork, 0});
  if (!answer || answer->reply.worker == 0 || !answer->channel) return std::nullopt;
  return ForkedWorker{answer->reply.worker, Channel(std::move(answer->channel))};
}

void Nursery::kill(pid_t worker) {
  const std::scoped_lock lock(mutex_);
  if (alive_) alive_ = send_request(socket_.get(), {NurseryRequest::Kill, worker});
}

Death Nursery::end(pid_t worker) {
  const auto answer = ask({NurseryRequest::End, worker});
  if (!answer || answer->reply.worker == 0) return {};
  return cause_of_death(answer->reply.status);
}

bool Nursery::is_alive() {
  const std::scoped_lock lock(mutex_);
  return alive_;
}

}  // namespace stratgen
