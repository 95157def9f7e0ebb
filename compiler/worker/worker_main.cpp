// stratgen_worker CPU_MS MEMORY_BYTES: the nursery. Started by Nursery::start with a socket as
// descriptor 3; warms up and then forks workers on request until the other end is gone.
#include "compiler/frontend/guarded.hpp"
#include "compiler/worker/confinement.hpp"
#include "compiler/worker/last_words.hpp"
#include "compiler/worker/nursery_protocol.hpp"
#include "compiler/worker/serve.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <optional>
#include <set>

namespace stratgen {

namespace {

struct Limits {
  std::chrono::milliseconds cpu{};
  std::size_t memory = 0;
};

template <class Number>
std::optional<Number> parse(const char* text) {
  Number number{};
  const char* const end = text + std::strlen(text);
  const auto [stop, error] = std::from_chars(text, end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

std::optional<Limits> parse_limits(int count, char** arguments) {
  if (count != 3) return std::nullopt;
  const auto cpu = parse<int>(arguments[1]);
  const auto memory = parse<std::size_t>(arguments[2]);
  if (!cpu || !memory) return std::nullopt;
  return Limits{std::chrono::milliseconds(*cpu), *memory};
}

[[noreturn]] void be_worker(FileDescriptor socket, pid_t nursery, Limits limits, Jit& jit) {
  // The nursery may have died before the first call; then nobody would end this process.
  const bool watched = ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && ::getppid() == nursery;
  const int channel = nursery_socket;  // whose place it takes
  if (watched && ::dup2(socket.get(), channel) == channel &&
      confine(channel, limits.cpu, limits.memory)) {
    serve(Channel(FileDescriptor(channel)), jit, limits.cpu);
    ::_exit(0);
  }
  ::_exit(not_confined_exit);
}

class Children {
 public:
  Children(Limits limits, Jit jit) : limits_(limits), jit_(std::move(jit)) {}

  NurseryReply fork(FileDescriptor& channel) {
    const pid_t nursery = ::getpid();
    auto pair = make_channel_pair();
    if (!pair) return {};
    const pid_t worker = ::fork();
    if (worker == 0) be_worker(std::move(pair->theirs), nursery, limits_, jit_);
    if (worker < 0) return {};
    alive_.insert(worker);
    channel = std::move(pair->ours);
    return {worker, 0};
  }

  void kill(pid_t worker) {
    if (alive_.erase(worker) == 0) return;
    ::kill(worker, SIGKILL);
    dying_.insert(worker);
  }

  NurseryReply end(pid_t worker) {
    if (alive_.erase(worker) == 0) return {};
    ::kill(worker, SIGKILL);
    NurseryReply reply{worker, 0};
    wait_for(worker, reply.status);
    return reply;
  }

  void end_all() {
    while (!alive_.empty()) kill(*alive_.begin());
    for (const pid_t worker : dying_) {
      int status = 0;
      wait_for(worker, status);
    }
  }

  void bury() {
    std::erase_if(dying_, [](pid_t worker) { return ::waitpid(worker, nullptr, WNOHANG) != 0; });
  }

 private:
  static void wait_for(pid_t worker, int& status) {
    while (::waitpid(worker, &status, 0) < 0 && errno == EINTR) continue;
  }

  Limits limits_;
  Jit jit_;
  std::set<pid_t> alive_, dying_;
};

bool answer(NurseryRequest request, Children& workers) {
  FileDescriptor channel;
  switch (request.kind) {
    case NurseryRequest::Fork: {
      const NurseryReply reply = workers.fork(channel);
      return send_reply(nursery_socket, reply, channel.get());
    }
    case NurseryRequest::Kill:
      workers.kill(request.worker);
      return true;
    case NurseryRequest::End:
      return send_reply(nursery_socket, workers.end(request.worker), -1);
  }
  return false;
}

int be_nursery(Limits limits) {
  // Room for clang's recursion; the stack of the one thread grows on demand.
  const rlimit stack{std::size_t{64} << 20, std::size_t{64} << 20};
  ::setrlimit(RLIMIT_STACK, &stack);
  ::prctl(PR_SET_DUMPABLE, 0);
  exit_when_out_of_memory(out_of_memory_exit, say_last_words);
  auto jit = Jit::create();
  if (!jit || !warm_up(*jit)) return 1;
  Children workers(limits, std::move(*jit));
  while (const auto request = receive_request(nursery_socket)) {
    workers.bury();
    if (!answer(*request, workers)) break;
  }
  workers.end_all();
  return 0;
}

}  // namespace

}  // namespace stratgen

int main(int count, char** arguments) {
  const auto limits = stratgen::parse_limits(count, arguments);
  if (!limits) return 2;
  ::_exit(stratgen::be_nursery(*limits));
}
