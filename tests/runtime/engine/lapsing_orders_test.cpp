// Orders that lapse: good_for and intraday.
#include "runtime/engine/run.hpp"
#include "tests/runtime/engine/random_run.hpp"
#include "tests/runtime/engine/scripted_run.hpp"
#include "tests/runtime/engine/small_run.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <vector>

namespace {

using namespace stratgen;
using scripted_run::Actions;
using scripted_run::buy;
using scripted_run::close_position;
using scripted_run::run;
using scripted_run::sell;
using small_run::bars;

// How many orders the strategy sees at the beginning of each next(), by bar.
struct OrdersSeen : replay::Watcher {
  std::vector<int> at = {0};  // there is no next() at bar 0

  void at_bar(const abi::Frame& frame) override {
    int count = 0;
    static_cast<Run*>(frame.host)->broker().list(abi::ListKind::Orders, count);
    at.push_back(count);
  }
  void after(const abi::Frame&, const replay::Action&) override {}
};

// Daily bars at 100 that fall to 94 on bar 4 and rise to 106 on bar 6.
const Bars calm = bars({{100, 101, 99, 100},
                        {100, 101, 99, 100},
                        {100, 101, 99, 100},
                        {100, 101, 99, 100},
                        {100, 101, 94, 100},
                        {100, 101, 99, 100},
                        {100, 106, 99, 100},
                        {100, 101, 99, 100}});

// --- good_for ---

TEST_CASE("an order that is good for three bars fills on the third") {
  OrdersSeen seen;
  const Report report = run(calm, {buy(1, {.size = 1, .limit = 95, .good_for = 3})}, {}, &seen);
  REQUIRE(report.open_trades.size() == 1);
  CHECK(report.open_trades[0].entry_bar == 4);
  CHECK(report.open_trades[0].entry_price == 95);
  CHECK(seen.at == std::vector<int>{0, 0, 1, 1, 0, 0, 0, 0});
}

TEST_CASE("an order that is good for two bars is gone after the second") {
  OrdersSeen seen;
  const Report report = run(calm, {buy(1, {.size = 1, .limit = 95, .good_for = 2})}, {}, &seen);
  CHECK(report.open_trades.empty());
  CHECK(report.pending_orders.empty());
  CHECK(seen.at == std::vector<int>{0, 0, 1, 0, 0, 0, 0, 0});
}

TEST_CASE("without good_for an order waits, and so it does with as many bars as there can be") {
  for (const int good_for : {0, 1000, std::numeric_limits<int>::max()}) {
    CAPTURE(good_for);
    const Report report = run(calm, {buy(1, {.size = 1, .limit = 95, .good_for = good_for})});
    CHECK(report.open_trades.size() == 1);
    const Report waiting = run(calm, {buy(1, {.size = 1, .limit = 90, .good_for = good_for})});
    CHECK(waiting.pending_orders.size() == 1);
  }
}

TEST_CASE("the stop loss and the take profit of an order that is good for one bar stay") {
  const Report report = run(calm, {buy(1, {.size = 1, .sl = 90, .tp = 105, .good_for = 1})});
  REQUIRE(report.trades.size() == 1);
  CHECK(report.trades[0].entry_bar == 2);
  CHECK(report.trades[0].exit_bar == 6);
  CHECK(report.trades[0].exit_price == 105);
}

TEST_CASE("a stop-limit order whose stop was hit lapses as any other") {
  // The stop is hit on bar 2, the limit is reached on bar 4.
  const auto filled = [](int good_for) {
    const Report report =
        run(calm, {buy(1, {.size = 1, .limit = 95, .stop = 101, .good_for = good_for})});
    return report.open_trades.size();
  };
  CHECK(filled(2) == 0);
  CHECK(filled(3) == 1);
}

TEST_CASE("orders lapse one by one, each in its time") {
  OrdersSeen seen;
  run(calm,
      {buy(1, {.size = 1, .limit = 50, .good_for = 4}), buy(1, {.size = 1, .limit = 51}),
       buy(2, {.size = 1, .limit = 52, .good_for = 1}),
       sell(2, {.size = 1, .stop = 53, .good_for = 2})},
      {}, &seen);
  // Bars 2: two; 3: four, less the one for bar 3; 4: less the one for bar 4; 5: less the first.
  CHECK(seen.at == std::vector<int>{0, 0, 2, 3, 2, 1, 1, 1});
}

TEST_CASE("cancelling another order does not keep one from lapsing") {
  replay::Action cancel;
  cancel.bar = 2;
  cancel.op = replay::Op::Cancel;
  cancel.index = 1;
  OrdersSeen seen;
  run(calm,
      {buy(1, {.size = 1, .limit = 50, .good_for = 2}), buy(1, {.size = 1, .limit = 51}), cancel},
      {}, &seen);
  CHECK(seen.at == std::vector<int>{0, 0, 2, 0, 0, 0, 0, 0});
}

TEST_CASE("good_for must not be negative") {
  CHECK(scripted_run::error_of(calm, {buy(1, {.size = 1, .good_for = -1})}) ==
        "Replay at bar 1 (2024-01-02): buy: good_for is -1; it must be a number of bars, or 0");
}

// --- intraday ---

TEST_CASE("on daily bars an intraday order trades from the open to the close of one day") {
  const Bars table =
      bars({{100, 100, 100, 100}, {100, 101, 99, 100}, {102, 107, 101, 105}, {110, 111, 109, 110}});
  const Report report = run(table, {buy(1, {.size = 10, .intraday = true})});
  REQUIRE(report.trades.size() == 1);
  const Trade& trade = report.trades[0];
  CHECK(trade.entry_bar == 2);
  CHECK(trade.exit_bar == 2);
  CHECK(trade.entry_price == 102);
  CHECK(trade.exit_price == 105);
  CHECK(report.equity == std::vector<double>{10000, 10000, 10030, 10030});
}

TEST_CASE("an intraday trade pays commission on both sides") {
  RunOptions options;
  options.broker.commission.fixed = 2;
  const Report report = run(calm, {sell(1, {.size = 1, .intraday = true})}, options);
  REQUIRE(report.trades.size() == 1);
  CHECK(report.trades[0].commission == 4);
  CHECK(report.cash == 9996);
}

TEST_CASE("on daily bars an intraday order that does not fill lapses after one day") {
  OrdersSeen seen;
  const Report report = run(calm, {buy(1, {.size = 1, .limit = 95, .intraday = true})}, {}, &seen);
  CHECK(report.trades.empty());
  CHECK(report.open_trades.empty());
  CHECK(seen.at == std::vector<int>{0, 0, 0, 0, 0, 0, 0, 0});
}

// Three hourly bars a session, at 14:30, 15:30 and 16:30: bars 0 to 2, 3 to 5 and 6 to 8. The low
// of bar 4 is 94, that of all others 99; bar i closes at 100 + i / 10.
Bars hourly() {
  Bars table;
  table.symbol = "HOURLY";
  for (int i = 0; i < 9; ++i) {
    const std::int64_t day = 1704153600 + 86400 * (i / 3);  // from 2024-01-02
    table.time.push_back(day + 52200 + 3600 * (i % 3));
    table.open.push_back(100);
    table.high.push_back(101);
    table.low.push_back(i == 4 ? 94 : 99);
    table.close.push_back(100 + i / 10.0);
    table.volume.push_back(1);
  }
  return table;
}

TEST_CASE("an intraday trade ends at its session's last close") {
  const Report report =
      run(hourly(), {buy(1, {.size = 1, .intraday = true}), buy(2, {.size = 1, .intraday = true}),
                     buy(4, {.size = 1, .intraday = true})});
  REQUIRE(report.trades.size() == 3);
  const auto goes = [&](std::size_t i, int from, int to, double at) {
    const Trade& trade = report.trades[i];
    CHECK(trade.entry_bar == from);
    CHECK(trade.entry_price == 100);
    CHECK(trade.exit_bar == to);
    CHECK(trade.exit_price == at);
  };
  goes(0, 2, 2, 100.2);
  goes(1, 3, 5, 100.5);  // placed on a session's last bar, it belongs to the next session
  goes(2, 5, 5, 100.5);
}

TEST_CASE("an unfilled intraday order lapses with the session in which it could first fill") {
  const auto fills = [](int placed) {
    OrdersSeen seen;
    const Report report =
        run(hourly(), {buy(placed, {.size = 1, .limit = 95, .intraday = true})}, {}, &seen);
    CHECK(report.pending_orders.empty());
    return report.trades.size();
  };
  CHECK(fills(1) == 0);  // until bar 2
  CHECK(fills(2) == 1);  // bars 3 to 5, the price is there on bar 4
  CHECK(fills(3) == 1);  // bars 4 and 5
  CHECK(fills(4) == 0);  // bar 5
}

TEST_CASE("an intraday order that is good for one bar has only that") {
  const auto fills = [](int good_for) {
    return run(hourly(), {buy(2, {.size = 1, .limit = 95, .good_for = good_for, .intraday = true})})
        .trades.size();
  };
  CHECK(fills(1) == 0);  // bar 3
  CHECK(fills(2) == 1);  // bars 3 and 4
  CHECK(fills(9) == 1);  // not beyond bar 5
}

TEST_CASE("a stop loss ends an intraday trade before its session does") {
  const Report report = run(hourly(), {buy(2, {.size = 1, .sl = 96, .intraday = true})});
  REQUIRE(report.trades.size() == 1);
  CHECK(report.trades[0].exit_bar == 4);
  CHECK(report.trades[0].exit_price == 96);
  CHECK(report.pending_orders.empty());
}

TEST_CASE("the session's end takes an intraday trade's stop loss and take profit along") {
  const Report report = run(hourly(), {buy(5, {.size = 1, .sl = 90, .tp = 120, .intraday = true})});
  REQUIRE(report.trades.size() == 1);
  CHECK(report.trades[0].exit_bar == 8);
  CHECK(report.pending_orders.empty());
}

TEST_CASE("an intraday order leaves other trades open") {
  const Report report = run(hourly(), {buy(1, {.size = 2}), buy(2, {.size = 1, .intraday = true})});
  REQUIRE(report.trades.size() == 1);
  CHECK(report.trades[0].size == 1);
  REQUIRE(report.open_trades.size() == 1);
  CHECK(report.open_trades[0].size == 2);
}

TEST_CASE("what is left of an intraday trade after a partial close ends with the session, too") {
  const Report report =
      run(hourly(), {buy(2, {.size = 3, .intraday = true}), close_position(3, 0.34)});
  REQUIRE(report.trades.size() == 2);
  CHECK(report.trades[0].size == 1);  // round(3 * 0.34)
  CHECK(report.trades[0].exit_bar == 4);
  CHECK(report.trades[1].size == 2);
  CHECK(report.trades[1].exit_bar == 5);
}

TEST_CASE("without dates there is one session: the whole table") {
  Bars table = calm;
  table.clock = Clock::Numbers;
  for (std::size_t i = 0; i < table.size(); ++i) table.time.set(i, static_cast<std::int64_t>(i));
  const Report report = run(table, {buy(1, {.size = 1, .limit = 95, .intraday = true})});
  REQUIRE(report.trades.size() == 1);
  CHECK(report.trades[0].entry_bar == 4);
  CHECK(report.trades[0].exit_bar == 7);
  CHECK(report.trades[0].exit_price == 100);
  const Report lapsed = run(table, {buy(1, {.size = 1, .limit = 95, .good_for = 2})});
  CHECK(lapsed.trades.empty());
  CHECK(lapsed.pending_orders.empty());
}

TEST_CASE("trade on close: the session is that of the bar after the signal") {
  RunOptions options;
  options.broker.trade_on_close = true;
  const Report report = run(hourly(), {buy(2, {.size = 1, .intraday = true})}, options);
  REQUIRE(report.trades.size() == 1);
  CHECK(report.trades[0].entry_bar == 2);
  CHECK(report.trades[0].entry_price == 100.2);
  CHECK(report.trades[0].exit_bar == 5);
}

TEST_CASE("an intraday order of the last bar waits, and finalizing opens and closes it there") {
  const Actions last = {buy(7, {.size = 1, .intraday = true})};
  CHECK(run(calm, last).pending_orders.size() == 1);
  RunOptions options;
  options.finalize_trades = true;
  CHECK(run(calm, {buy(1, {.size = 1}), buy(7, {.size = 1, .intraday = true})}, options)
            .trades.size() == 2);
}

// --- For every run ---

TEST_CASE("a run whose broker works on every bar is the same, also where orders lapse") {
  constexpr std::uint64_t runs = 3000;
  std::size_t intraday = 0;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    random_run::RandomRun run = random_run::make(seed, {}, true);
    if (seed % 2 == 0) run.options.broker.fills = FillModel::Strict;
    // Sessions of `seed % 5 + 1` bars.
    const std::int64_t length = static_cast<std::int64_t>(seed % 5) + 1;
    for (std::size_t i = 0; i < run.bars.size(); ++i) {
      const auto bar = static_cast<std::int64_t>(i);
      run.bars.time.set(i, 1577836800 + 86400 * (bar / length) + 3600 * (bar % length));
    }
    for (replay::Action& action : run.actions) {
      action.good_for = static_cast<int>(action.number % 4);
      action.intraday = action.number % 3 == 0;
    }
    const Report once = scripted_run::run(run.bars, run.actions, run.options);
    const Report woken = scripted_run::run(run.bars, run.actions, run.options, nullptr, true);
    const bool same = once.equity == woken.equity && once.cash == woken.cash &&
                      once.trades.size() == woken.trades.size() &&
                      once.pending_orders.size() == woken.pending_orders.size();
    if (!same) FAIL_CHECK("seed " << seed << ": " << random_run::describe(run));
    for (const Trade& trade : once.trades) intraday += trade.tag.number % 3 == 0;
    for (const Trade& trade : once.open_trades) {
      if (trade.tag.number % 3 == 0 && !run.options.finalize_trades && once.equity.back() > 0)
        FAIL_CHECK("seed " << seed << ": an intraday trade is open at the end");
    }
  }
  MESSAGE("seeds 1 to " << runs << ": " << intraday << " intraday trades");
  CHECK(intraday > runs);
}

}  // namespace
