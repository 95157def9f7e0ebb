// A log whose process is killed at any moment.
#include "runtime/trade/trade_log.hpp"
#include "tests/runtime/child_process.hpp"
#include "tests/runtime/trade/logged.hpp"

#include <doctest/doctest.h>

#include <random>

namespace stratgen {
namespace {

using testing::Child;
using testing::linger;
using testing::numbered_intent;
using testing::numbered_run;
using testing::opened_log;
using testing::order_id;
using testing::report_one;
using testing::same;
using testing::TemporaryFolder;

TEST_CASE("an order is in the log once intend() has returned, whenever the process is killed") {
  std::mt19937 random(20260302);
  for (int kill = 0; kill < 30; ++kill) {
    CAPTURE(kill);
    const TemporaryFolder folder;
    Child child([&](int pipe) {
      report_one(pipe);
      Result<TradeLog> log = TradeLog::open(folder.folder());
      if (!log) return 1;
      const Result<std::int64_t> run = log->begin_run(numbered_run(3));
      if (!run) return 1;
      for (int i = 0;; ++i) {
        if (!log->intend(numbered_intent(*run, i))) return 1;
        report_one(pipe);
      }
    });
    // Every third is killed while it creates the file.
    child.await(kill % 3 == 0 ? 1 : std::uniform_int_distribution<int>(2, 20)(random));
    linger(random);
    const int sent = child.kill() - 1;
    REQUIRE(sent >= 0);

    TradeLog log = opened_log(folder);
    const auto intents = *log.intents("paper", 0);
    CHECK(intents.size() >= static_cast<std::size_t>(sent));
    CHECK(intents.size() <= static_cast<std::size_t>(sent) + 1);
    for (std::size_t i = 0; i < intents.size(); ++i)
      CHECK(same(intents[i], numbered_intent(intents[i].run, static_cast<int>(i))));
    const auto runs = *log.all_runs();
    for (const LoggedRun& run : runs) CHECK(run.signals.size() == 3);
    CHECK(log.begin_run(numbered_run(4)).has_value());
  }
}

TEST_CASE("a killed run ends with all of its signals or with none of them") {
  std::mt19937 random(20260303);
  const TemporaryFolder folder;
  for (int kill = 0; kill < 20; ++kill) {
    CAPTURE(kill);
    Child child([&](int pipe) {
      Result<TradeLog> log = TradeLog::open(folder.folder());
      if (!log) return 1;
      while (true) {
        const Result<std::int64_t> id = log->begin_run({.account = "paper"});
        LoggedRun end = numbered_run(3);
        if (!id) return 1;
        end.id = *id;
        if (!log->update_run(end)) return 1;
        report_one(pipe);
      }
    });
    child.await(std::uniform_int_distribution<int>(1, 10)(random));
    linger(random);
    child.kill();
    const TradeLog log = opened_log(folder);
    const auto runs = *log.all_runs();
    for (const LoggedRun& run : runs) CHECK(run.signals.size() == (run.finished == 0 ? 0 : 3));
  }
}

}  // namespace
}  // namespace stratgen
