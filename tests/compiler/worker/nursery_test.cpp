#include "compiler/worker/nursery.hpp"

#include "compiler/worker/confinement.hpp"
#include "compiler/worker/messages.hpp"
#include "compiler/worker/nursery_protocol.hpp"
#include "tests/compiler/worker/worker_sources.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

using namespace stratgen;
using namespace stratgen::test;
using std::chrono::milliseconds;

namespace {

constexpr std::size_t memory = std::size_t{2} << 30;

std::unique_ptr<Nursery> start(milliseconds cpu_limit = milliseconds(10'000)) {
  auto nursery = Nursery::start(STRATGEN_WORKER, cpu_limit, memory);
  REQUIRE(nursery);
  return *std::move(nursery);
}

// A worker that has answered once, so it is confined.
ForkedWorker working(Nursery& nursery) {
  auto worker = nursery.fork();
  REQUIRE(worker);
  REQUIRE(worker->channel.send(compile_request("", {})));
  REQUIRE(worker->channel.receive(reply_limit));
  return *std::move(worker);
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::filesystem::path process(pid_t pid) { return "/proc/" + std::to_string(pid); }

FileDescriptor handle_of(pid_t pid) {
  return FileDescriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
}

// Within ten seconds.
bool ends(const FileDescriptor& handle) {
  return wait_for(handle.get(), POLLIN, Deadline::clock::now() + std::chrono::seconds(10))
      .has_value();
}

// Whether the writable memory of a process holds `text`. Reading it takes privileges.
bool holds(pid_t pid, const std::string& text) {
  std::ifstream bytes(process(pid) / "mem", std::ios::binary);
  std::istringstream maps(text_of(process(pid) / "maps"));
  for (std::string line; std::getline(maps, line);) {
    unsigned long begin = 0, end = 0;
    std::array<char, 8> rights{};
    std::sscanf(line.c_str(), "%lx-%lx %7s", &begin, &end, rights.data());
    if (rights[0] != 'r' || rights[1] != 'w') continue;
    if (end - begin > memory) continue;  // no worker's own: the shadow of a sanitizer
    std::string content(end - begin, '\0');
    bytes.clear();
    bytes.seekg(static_cast<std::streamoff>(begin));
    bytes.read(content.data(), static_cast<std::streamsize>(content.size()));
    if (content.find(text) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a worker has no environment and nothing of this process's memory") {
  ::setenv("STRATGEN_TEST_KEY", "sk-of-the-parent-0815", 1);  // NOLINT(concurrency-mt-unsafe)
  const auto nursery = start();
  ::unsetenv("STRATGEN_TEST_KEY");  // NOLINT(concurrency-mt-unsafe)
  const ForkedWorker worker = working(*nursery);
  for (const pid_t pid : {nursery->pid(), worker.pid}) {
    CHECK(text_of(process(pid) / "environ").empty());
    CHECK_FALSE(holds(pid, "sk-of-the-parent-0815"));
  }
}

TEST_CASE("a worker holds its channel and /dev/null, whatever this process has open") {
  const FileDescriptor secret(::open("/etc/hostname", O_RDONLY));  // would survive an exec
  const auto nursery = start();
  const ForkedWorker worker = working(*nursery);
  std::map<std::string, std::string> open;
  std::error_code denied;
  for (const auto& each : std::filesystem::directory_iterator(process(worker.pid) / "fd", denied))
    open[each.path().filename()] = std::filesystem::read_symlink(each);
  if (denied) return;  // not ours to see without privileges
  REQUIRE(open.size() == 4);
  for (const char* const standard : {"0", "1", "2"}) CHECK(open[standard] == "/dev/null");
  CHECK(open["3"].starts_with("socket:"));
}

TEST_CASE("a worker is one thread in a session of its own, filtered and without privileges") {
  const auto nursery = start();
  const ForkedWorker worker = working(*nursery);
  CHECK(::getsid(worker.pid) == nursery->pid());
  CHECK(::getsid(worker.pid) != ::getsid(0));
  const std::string status = text_of(process(worker.pid) / "status");
  if (!has_system_filter) return;
  CHECK(status.find("Threads:\t1\n") != std::string::npos);
  CHECK(status.find("NoNewPrivs:\t1\n") != std::string::npos);
  CHECK(status.find("Seccomp:\t2\n") != std::string::npos);
}

TEST_CASE("a worker that nobody watches is ended by its own clock") {
  const auto nursery = start(milliseconds(300));
  const auto worker = nursery->fork();
  REQUIRE(worker);
  REQUIRE(worker->channel.send(compile_request(template_bomb, unchecked)));
  const auto place = worker->channel.receive(reply_limit);
  REQUIRE(place);
  CHECK(read_progress(*place).value_or(0) > 0);
  const auto reply = worker->channel.receive(reply_limit);
  REQUIRE_FALSE(reply);
  CHECK(reply.error() == Loss::Closed);
  CHECK(nursery->end(worker->pid).cause == Death::Cause::OutOfTime);
}

TEST_CASE("when the nursery is killed its workers go too, and it knows") {
  const auto nursery = start();
  const ForkedWorker worker = working(*nursery);
  const FileDescriptor handle = handle_of(worker.pid);
  ::kill(nursery->pid(), SIGKILL);
  CHECK(ends(handle));
  CHECK_FALSE(nursery->fork());
  CHECK_FALSE(nursery->is_alive());
  CHECK(nursery->end(worker.pid).cause == Death::Cause::Outside);
}

TEST_CASE("when this process is killed nothing of it survives, not even a busy worker") {
  std::array<int, 2> pipe{};
  REQUIRE(::pipe(pipe.data()) == 0);
  const pid_t parent = ::fork();
  if (parent == 0) {
    const auto nursery = start();
    const ForkedWorker worker = working(*nursery);
    (void)worker.channel.send(compile_request(template_bomb, unchecked));
    const std::array<pid_t, 2> pids = {nursery->pid(), worker.pid};
    (void)!::write(pipe[1], pids.data(), sizeof pids);
    ::pause();
    ::_exit(0);
  }
  std::array<pid_t, 2> pids{};
  REQUIRE(::read(pipe[0], pids.data(), sizeof pids) == sizeof pids);
  const FileDescriptor nursery = handle_of(pids[0]), worker = handle_of(pids[1]);
  ::kill(parent, SIGKILL);
  ::waitpid(parent, nullptr, 0);
  CHECK(ends(nursery));
  CHECK(ends(worker));
  ::close(pipe[0]);
  ::close(pipe[1]);
}

TEST_CASE("only workers can be ended") {
  const auto nursery = start();
  CHECK(nursery->end(::getpid()).cause == Death::Cause::Outside);
  nursery->kill(1);
  const ForkedWorker worker = working(*nursery);
  CHECK(nursery->end(worker.pid).cause == Death::Cause::Outside);  // by SIGKILL: our own
  CHECK(nursery->is_alive());
}

TEST_CASE("what a process died of is told by its status") {
  const auto status_of = [](auto end) {
    const pid_t pid = ::fork();
    if (pid == 0) end();
    int status = 0;
    ::waitpid(pid, &status, 0);
    return cause_of_death(status);
  };
  const auto by = [](int signal) {
    return [signal] {
      ::signal(signal, SIG_DFL);
      ::raise(signal);
    };
  };
  CHECK(status_of([] { ::_exit(out_of_memory_exit); }).cause == Death::Cause::OutOfMemory);
  CHECK(status_of([] { ::_exit(not_confined_exit); }).cause == Death::Cause::NotConfined);
  CHECK(status_of([] { ::_exit(0); }).cause == Death::Cause::Crash);
  CHECK(status_of(by(SIGSEGV)).cause == Death::Cause::Crash);
  CHECK(status_of(by(SIGSEGV)).signal == SIGSEGV);
  CHECK(status_of(by(SIGPROF)).cause == Death::Cause::OutOfTime);
  CHECK(status_of(by(SIGXCPU)).cause == Death::Cause::OutOfTime);
  CHECK(status_of(by(SIGKILL)).cause == Death::Cause::Outside);
}
