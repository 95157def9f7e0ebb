#include "runtime/trade/process_identity.hpp"

#include <doctest/doctest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace stratgen {
namespace {

// A child that waits for its end.
struct Sleeper {
  pid_t id = ::fork();
  Sleeper() {
    if (id == 0) {
      while (true) ::pause();
    }
  }
};

ProcessIdentity with_pid(int pid, std::int64_t started) {
  ProcessIdentity identity = this_process();
  identity.pid = pid;
  identity.started = started;
  return identity;
}

TEST_CASE("this process is known in full and runs") {
  const ProcessIdentity self = this_process();
  CHECK(self.boot.size() == 36);
  CHECK(self.pid_namespace.starts_with("pid:["));
  CHECK(self.pid == ::getpid());
  CHECK(self.started > 0);
  CHECK_FALSE(is_gone(self));
  CHECK(same_boot(self, self));
}

TEST_CASE("a killed process is gone, before and after its parent asks for its end") {
  const Sleeper child;
  REQUIRE(child.id > 0);
  // A child starts no sooner than its parent, in ticks of a hundredth of a second.
  ProcessIdentity identity = with_pid(child.id, this_process().started);
  while (is_gone(identity)) ++identity.started;  // finds when it was started
  ::kill(child.id, SIGSTOP);
  ::waitpid(child.id, nullptr, WUNTRACED);
  CHECK_FALSE(is_gone(identity));  // a stopped one may go on
  ::kill(child.id, SIGKILL);
  siginfo_t ended{};
  ::waitid(P_PID, static_cast<id_t>(child.id), &ended, WEXITED | WNOWAIT);
  CHECK(is_gone(identity));
  ::waitpid(child.id, nullptr, 0);
  CHECK(is_gone(identity));
}

TEST_CASE("another process that has the id of the old one is not the old one") {
  CHECK(is_gone(with_pid(::getpid(), this_process().started + 1)));
}

TEST_CASE("of a process of another start, machine or container nothing is known") {
  ProcessIdentity other = with_pid(::getpid(), this_process().started + 1);
  other.boot = "00000000-0000-0000-0000-000000000000";
  CHECK_FALSE(is_gone(other));
  CHECK_FALSE(same_boot(other, this_process()));
  other = with_pid(::getpid(), this_process().started + 1);
  other.pid_namespace = "pid:[1]";
  CHECK_FALSE(is_gone(other));
  CHECK_FALSE(same_boot(ProcessIdentity{}, ProcessIdentity{}));
}

}  // namespace
}  // namespace stratgen
