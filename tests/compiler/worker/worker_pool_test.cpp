// What happens to a worker while it is held: killed from outside, it is replaced once.
#include "compiler/worker/worker_pool.hpp"

#include "compiler/worker/workers.hpp"
#include "tests/compiler/worker/worker_sources.hpp"

#include <doctest/doctest.h>

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <thread>

using namespace stratgen;
using namespace stratgen::test;
using Kind = WorkerPool::Reaction::Kind;
using Use = WorkerPool::Use;

namespace {

std::set<pid_t> children(pid_t pid) {
  const std::string id = std::to_string(pid);
  std::ifstream list("/proc/" + id + "/task/" + id + "/children");
  return std::set<pid_t>(std::istream_iterator<pid_t>(list), {});
}

// Tests run one after the other, so this process has one nursery at a time.
pid_t nursery() {
  const auto all = children(::getpid());
  REQUIRE(all.size() == 1);
  return *all.begin();
}

void kill_workers() {
  for (const pid_t worker : children(nursery())) ::kill(worker, SIGKILL);
}

WorkerOptions options() {
  return {.program = STRATGEN_WORKER, .deadline = std::chrono::milliseconds(10'000)};
}

const std::string asks_for_an_asset = R"(#include <stratgen/strategy.hpp>
struct S : Strategy {
  Asset other;
  void init() { other = asset("OTHER"); }
  void next() {}
};
STRATGEN_STRATEGY(S)
)";

}  // namespace

TEST_CASE("requests share a worker, and a trial has its own that ends with it") {
  WorkerPool pool(options());
  const auto ask = [&](Use use) {
    return pool.ask(compile_request("", {}), use,
                    [](const Message&) -> WorkerPool::Reaction { return {Kind::Done, {}}; });
  };
  CHECK_FALSE(ask(Use::Shared));
  const auto first = children(nursery());
  CHECK(first.size() == 1);
  CHECK_FALSE(ask(Use::Shared));
  CHECK(children(nursery()) == first);
  CHECK_FALSE(ask(Use::Single));
  CHECK_FALSE(ask(Use::Shared));
  CHECK(children(nursery()).contains(*first.begin()));
}

TEST_CASE("an answer that makes no sense costs the worker its place") {
  WorkerPool pool(options());
  const auto failure =
      pool.ask(compile_request("", {}), Use::Shared,
               [](const Message&) -> WorkerPool::Reaction { return {Kind::Unreadable, {}}; });
  REQUIRE(failure);
  CHECK(failure->cause == WorkerFailure::Cause::Unreadable);
}

TEST_CASE("time for which a worker did not get the processor is not held against it for long") {
  WorkerPool pool({.program = STRATGEN_WORKER, .deadline = std::chrono::milliseconds(200)});
  const auto ask = [&] {
    return pool.ask(compile_request("", {}), Use::Shared,
                    [](const Message&) -> WorkerPool::Reaction { return {Kind::Done, {}}; });
  };
  CHECK_FALSE(ask());
  const pid_t worker = *children(nursery()).begin();
  ::kill(worker, SIGSTOP);
  std::thread machine([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    ::kill(worker, SIGCONT);
  });
  CHECK_FALSE(ask());
  machine.join();
  REQUIRE(children(nursery()).contains(worker));
  ::kill(worker, SIGSTOP);
  const auto failure = ask();
  REQUIRE(failure);
  CHECK(failure->cause == WorkerFailure::Cause::OutOfTime);
}

TEST_CASE("a worker that is killed while it works is replaced once") {
  auto workers = Workers::start(options());
  REQUIRE(workers);
  const auto compiled = workers->compile(asks_for_an_asset);
  REQUIRE(compiled);
  int asked = 0;
  const DataSet once(
      equal_bars(9), [&](const std::string&, const std::string&) -> Result<AssetBars> {
        ++asked;
        kill_workers();
        return AssetBars{equal_bars(9), {}};  // which the data set keeps: it does not ask again
      });
  CHECK(workers->try_run(*compiled, once));
  CHECK(asked == 1);

  const DataSet always(equal_bars(9),
                       [&](const std::string&, const std::string&) -> Result<AssetBars> {
                         ++asked;
                         kill_workers();
                         return fail(Fault::Data, "not today");
                       });
  const auto trial = workers->try_run(*compiled, always);
  REQUIRE_FALSE(trial);
  CHECK(trial.error().message == "S: its first run ended with SIGKILL (Killed)");
  CHECK(asked == 3);
  CHECK(workers->compile(asks_for_an_asset));  // its idle worker was killed as well
}

TEST_CASE("a nursery that is killed is replaced too") {
  auto workers = Workers::start(options());
  REQUIRE(workers);
  const auto compiled = workers->compile(asks_for_an_asset);
  REQUIRE(compiled);
  ::kill(nursery(), SIGKILL);
  CHECK(workers->compile(asks_for_an_asset));
  const DataSet data(equal_bars(9),
                     [&](const std::string&, const std::string&) -> Result<AssetBars> {
                       ::kill(nursery(), SIGKILL);
                       return AssetBars{equal_bars(9), {}};
                     });
  CHECK(workers->try_run(*compiled, data));
}
