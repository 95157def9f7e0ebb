// A fault in a strategy's machine code ends its run, and one elsewhere what it always ended.
#include "runtime/engine/signal_belt.hpp"

#include "tests/runtime/engine/small_run.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace stratgen;

std::string run_faulty(const char* name) {
  return small_run::run(probe::find_faulty(name), small_run::flat_bars({100, 100, 100, 100, 100}))
      .error();
}

const std::string memory = "it reads, writes or jumps to memory that is not its own";
const std::string bar_1 = "at bar 1 (2024-01-02): ";

// Before any run.
[[maybe_unused]] const auto of_the_process = signal(SIGTRAP, [](int) { _exit(42); });

// How a child process ends that does this.
template <class Work>
int status_of(Work work) {
  const pid_t child = fork();
  if (child == 0) {
    const rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    work();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

}  // namespace

TEST_CASE("a fault of the machine in a strategy is the error of its run") {
  CHECK(run_faulty("ReadsNowhere") == "ReadsNowhere " + bar_1 + memory);
  CHECK(run_faulty("WritesNowhere") == "WritesNowhere at bar 3 (2024-01-04): " + memory);
  CHECK(run_faulty("CallsNowhere") == "CallsNowhere " + bar_1 + memory);
  CHECK(run_faulty("FaultsInInit") == "FaultsInInit in init(): " + memory);
  CHECK(run_faulty("CopiesFromNowhere") == "CopiesFromNowhere " + bar_1 + memory);
  CHECK(run_faulty("Divides") == "Divides " + bar_1 + "a division that has no result");
  CHECK(run_faulty("BadInstruction") ==
        "BadInstruction " + bar_1 + "an instruction that this machine does not have");
  CHECK(run_faulty("Breakpoint") == "Breakpoint " + bar_1 + "a breakpoint");
}

TEST_CASE("a handle to what cannot be an order or a trade is unknown without being read") {
  const std::string order = " " + bar_1 + "an order that this backtest does not have";
  const std::string trade = " " + bar_1 + "a trade that this backtest does not have";
  for (const std::string name : {"Cancels<0>", "Cancels<odd>"})
    CHECK(run_faulty(name.c_str()) == name + order);
  for (const std::string name : {"ClosesTrade<0>", "ClosesTrade<odd>", "SetsStop<0>",
                                 "SetsStop<odd>", "SetsTarget<0>", "SetsTarget<odd>"})
    CHECK(run_faulty(name.c_str()) == name + trade);
  CHECK(run_faulty("Cancels<unmapped>") == "Cancels<unmapped> " + bar_1 + memory);
}

TEST_CASE("a stack that is full is such a fault, on any thread and again and again") {
  const std::string full = "Descends " + bar_1 + memory;
  const auto descend = [&] {
    for (int i = 0; i < 3; ++i) CHECK(run_faulty("Descends") == full);
  };
  descend();
  std::thread other(descend);
  other.join();
}

TEST_CASE("threads fault side by side, and runs after a fault are as ever") {
  std::vector<int> ended(4);
  const auto work = [&](std::size_t thread) {
    for (int i = 0; i < 200; ++i) {
      if (run_faulty(i % 2 ? "ReadsNowhere" : "Divides").empty()) return;
      if (!run_faulty("Orders").empty()) return;
      ++ended[thread];
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < ended.size(); ++i) threads.emplace_back(work, i);
  work(0);
  for (std::thread& each : threads) each.join();
  for (const int count : ended) CHECK(count == 200);
}

// Sanitizers answer these signals themselves.
#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
TEST_CASE("a fault outside of a run ends the process as it would have") {
  REQUIRE(run_faulty("ReadsNowhere") != "");  // the belt is worn
  for (const int signal : {SIGSEGV, SIGFPE, SIGILL}) {
    const int sent = status_of([&] { raise(signal); });
    CHECK(WIFSIGNALED(sent));
    CHECK(WTERMSIG(sent) == signal);
  }
  const int faulted = status_of([] {
    const volatile int* volatile nowhere = nullptr;
    static_cast<void>(*nowhere);
  });
  CHECK(WIFSIGNALED(faulted));
  CHECK(WTERMSIG(faulted) == SIGSEGV);
}

TEST_CASE("a handler that was there before gets what is not the strategy's") {
  CHECK(run_faulty("Breakpoint") != "");
  const int status = status_of([] { raise(SIGTRAP); });
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 42);
}
#endif
