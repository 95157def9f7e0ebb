// Where the two fill models differ (docs/FILLS.md), each row of that table on a few bars.
#include "tests/runtime/engine/random_run.hpp"
#include "tests/runtime/engine/scripted_run.hpp"
#include "tests/runtime/engine/small_run.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace {

using namespace stratgen;
using scripted_run::BothModels;
using scripted_run::buy;
using scripted_run::close_position;
using scripted_run::run_both;
using scripted_run::sell;
using small_run::bars;
using small_run::flat_bars;

double entry_price(const Report& report) {
  REQUIRE(report.open_trades.size() == 1);
  return report.open_trades[0].entry_price;
}

double traded_units(const Report& report, std::size_t trade) {
  REQUIRE(report.open_trades.size() > trade);
  return report.open_trades[trade].size;
}

// --- Prices ---

TEST_CASE("a buy stop-limit the market opens beyond fills at the stop, or strictly at the open") {
  const Bars table =
      bars({{100, 100, 100, 100}, {100, 101, 99, 100}, {104, 108, 103, 106}, {106, 107, 105, 106}});
  const BothModels both = run_both(table, {buy(1, {.size = 10, .limit = 110, .stop = 102})});
  CHECK(entry_price(both.backtesting_py) == 102);  // below the bar's low, 103
  CHECK(entry_price(both.strict) == 104);
  CHECK(both.strict.open_trades[0].entry_bar == 2);
}

TEST_CASE("a buy stop-limit gapped over fills strictly at the limit if the bar comes back to it") {
  const Bars table = bars({{100, 100, 100, 100}, {100, 101, 99, 100}, {104, 108, 103, 106}});
  const BothModels both = run_both(table, {buy(1, {.size = 10, .limit = 103.5, .stop = 102})});
  CHECK(entry_price(both.backtesting_py) == 102);  // min(102, 103.5)
  CHECK(entry_price(both.strict) == 103.5);        // min(104, 103.5)
}

TEST_CASE("a sell stop-limit gapped over is the mirror image") {
  const Bars table = bars({{100, 100, 100, 100}, {100, 101, 99, 100}, {96, 97, 92, 94}});
  const BothModels at_open = run_both(table, {sell(1, {.size = 10, .limit = 90, .stop = 98})});
  CHECK(entry_price(at_open.backtesting_py) == 98);  // above the bar's high, 97
  CHECK(entry_price(at_open.strict) == 96);
  const BothModels at_limit = run_both(table, {sell(1, {.size = 10, .limit = 96.5, .stop = 98})});
  CHECK(entry_price(at_limit.backtesting_py) == 98);  // max(98, 96.5)
  CHECK(entry_price(at_limit.strict) == 96.5);        // max(96, 96.5)
}

TEST_CASE("a stop-limit whose stop lies inside the bar fills at the stop in both models") {
  const Bars table = bars({{100, 100, 100, 100}, {100, 101, 99, 100}, {100, 108, 98, 106}});
  const BothModels both = run_both(table, {buy(1, {.size = 10, .limit = 110, .stop = 102})});
  CHECK(entry_price(both.backtesting_py) == 102);
  CHECK(entry_price(both.strict) == 102);
}

TEST_CASE("trade on close: a stop gapped over fills at the stop, or strictly at the open") {
  RunOptions options;
  options.broker.trade_on_close = true;
  const Bars up = bars({{100, 100, 100, 100}, {100, 101, 99, 100}, {110, 115, 108, 112}});
  const BothModels bought = run_both(up, {buy(1, {.size = 10, .stop = 105})}, options);
  CHECK(entry_price(bought.backtesting_py) == 105);  // max(last close 100, 105), the low is 108
  CHECK(entry_price(bought.strict) == 110);          // max(open 110, 105)
  const Bars down = bars({{100, 100, 100, 100}, {100, 101, 99, 100}, {90, 92, 85, 88}});
  const BothModels sold = run_both(down, {sell(1, {.size = 10, .stop = 95})}, options);
  CHECK(entry_price(sold.backtesting_py) == 95);  // min(last close 100, 95), the high is 92
  CHECK(entry_price(sold.strict) == 90);          // min(open 90, 95)
}

TEST_CASE(
    "trade on close: a stop on the near side of the market fills at the last close, or "
    "strictly at the open") {
  RunOptions options;
  options.broker.trade_on_close = true;
  const Bars table = bars({{100, 100, 100, 100}, {100, 101, 99, 100}, {97, 99, 96, 98}});
  const BothModels both = run_both(table, {buy(1, {.size = 10, .stop = 95})}, options);
  CHECK(entry_price(both.backtesting_py) == 100);  // max(last close 100, 95), the high is 99
  CHECK(entry_price(both.strict) == 97);           // max(open 97, 95)
}

// --- Sizes ---

// Two units short at 100 of 1,000 in cash. At a price p that leaves, without leverage,
// 1000 - 2 * (p - 100) of equity and 2 * p of it in use: 800 at 100, but 600 at 150.
const Bars rising_after_the_open =
    bars({{100, 100, 100, 100}, {100, 100, 100, 100}, {100, 100, 100, 100}, {100, 150, 100, 150}});

TEST_CASE("a fraction is of the equity at the bar's close, or strictly at the price of the fill") {
  RunOptions options;
  options.broker.cash = 1000;
  const BothModels both =
      run_both(rising_after_the_open, {sell(1, {.size = 2}), sell(2, {.size = 0.5})}, options);
  CHECK(traded_units(both.backtesting_py, 1) == -3);  // 0.5 * 600 / 100
  CHECK(traded_units(both.strict, 1) == -4);          // 0.5 * 800 / 100
}

TEST_CASE("margin is checked at the bar's close, or strictly at the price of the fill") {
  RunOptions options;
  options.broker.cash = 1000;
  const BothModels both =
      run_both(rising_after_the_open, {sell(1, {.size = 2}), sell(2, {.size = 7})}, options);
  CHECK(both.backtesting_py.open_trades.size() == 1);  // 7 * 100 > 600
  CHECK(both.backtesting_py.warnings.canceled_margin == 1);
  CHECK(traded_units(both.strict, 1) == -7);  // 7 * 100 <= 800
  CHECK(both.strict.warnings.canceled_margin == 0);
}

TEST_CASE("a fraction pays a fixed commission divided by it, or strictly once") {
  RunOptions options;
  options.broker.cash = 1000;
  options.broker.commission.fixed = 30;
  const BothModels both = run_both(flat_bars({10, 10, 10}), {buy(1, {.size = 0.5})}, options);
  CHECK(traded_units(both.backtesting_py, 0) == 7);  // floor(500 / (10 + 30 / 0.5)) = floor(7.14)
  CHECK(traded_units(both.strict, 0) == 47);         // floor((500 - 30) / 10)
  CHECK(both.backtesting_py.cash == 970);
  CHECK(both.strict.cash == 970);
}

TEST_CASE("with a rate as commission both models buy as much") {
  for (const double rate : {0.0, 0.002, 0.05, -0.01}) {
    RunOptions options;
    options.broker.commission.relative = rate;
    const BothModels both = run_both(flat_bars({10, 10, 10}), {buy(1, {.size = 0.999})}, options);
    CAPTURE(rate);
    CHECK(traded_units(both.backtesting_py, 0) == std::floor(9990 / (10 * (1 + rate))));
    CHECK(traded_units(both.strict, 0) == traded_units(both.backtesting_py, 0));
  }
}

double per_unit_at_least_one(double size, double) { return std::max(1.0, 0.005 * std::abs(size)); }

TEST_CASE("strictly, what a fraction buys and its fee fit into it, and one unit more does not") {
  for (int cash = 3; cash < 2000; cash += 7) {
    RunOptions options;
    options.broker.cash = cash;
    options.broker.commission.custom = per_unit_at_least_one;
    options.broker.fills = FillModel::Strict;
    const Report report = scripted_run::run(flat_bars({0.5, 0.5, 0.5}), {buy(1)}, options);
    CAPTURE(cash);
    const double units = traded_units(report, 0);
    CHECK(units * 0.5 + per_unit_at_least_one(units, 0.5) <= cash);
    // A fee that is not linear may leave a unit or two.
    CHECK((units + 2) * 0.5 + per_unit_at_least_one(units + 2, 0.5) > cash);
  }
}

// --- Which orders and trades ---

TEST_CASE("an exclusive order cancels every second waiting order, or strictly all of them") {
  RunOptions options;
  options.broker.exclusive_orders = true;
  // At bar 2 the first sell puts the trade's close order in front of itself: two orders wait. The
  // second one removes the close order, and what follows moves into its place and is skipped.
  const BothModels both = run_both(
      flat_bars({100, 100, 100, 100, 100}),
      {buy(1, {.size = 1}), sell(2, {.size = 1, .limit = 150}), sell(2, {.size = 1, .limit = 160})},
      options);
  REQUIRE(both.backtesting_py.pending_orders.size() == 2);
  CHECK(both.backtesting_py.pending_orders[0].limit == 150);
  CHECK(both.backtesting_py.pending_orders[1].limit == 160);
  REQUIRE(both.strict.pending_orders.size() == 1);
  CHECK(both.strict.pending_orders[0].limit == 160);
  for (const Report* const report : {&both.backtesting_py, &both.strict}) {
    CHECK(report->trades.size() == 1);
    CHECK(report->open_trades.empty());
  }
}

TEST_CASE("an exclusive order leaves stop losses and take profits to the trades that close") {
  RunOptions options;
  options.broker.exclusive_orders = true;
  const BothModels both = run_both(
      flat_bars({100, 100, 100, 100, 100}),
      {buy(1, {.size = 1, .sl = 90, .tp = 120}), sell(2, {.size = 1, .limit = 150})}, options);
  for (const Report* const report : {&both.backtesting_py, &both.strict}) {
    REQUIRE(report->trades.size() == 1);
    CHECK(report->trades[0].exit_bar == 3);
    REQUIRE(report->pending_orders.size() == 1);
    CHECK(report->pending_orders[0].limit == 150);
  }
}

TEST_CASE("ruin closes every second trade, or strictly all of them") {
  RunOptions options;
  options.broker.cash = 100;
  options.broker.margin = 0.1;
  const scripted_run::Entry three{.size = 3};  // 3 * 3 * 100 = 900 of a margin of 1,000
  const BothModels both =
      run_both(flat_bars({100, 100, 100, 80, 90}), {buy(1, three), buy(1, three), buy(1, three)},
               options);  // at 80 the loss is 9 * 20 = 180
  CHECK(both.backtesting_py.trades.size() == 2);
  CHECK(both.backtesting_py.open_trades.size() == 1);
  CHECK(both.strict.trades.size() == 3);
  CHECK(both.strict.open_trades.empty());
  for (const Report* const report : {&both.backtesting_py, &both.strict}) {
    CHECK(report->trades[0].exit_price == 80);
    CHECK(report->trades[0].exit_bar == 3);
    CHECK(report->cash == 0);
    CHECK(report->equity == std::vector<double>{100, 100, 100, 0, 0});
  }
}

TEST_CASE(
    "finalizing closes at the last open and fills what waits, or strictly closes at the last "
    "close") {
  RunOptions options;
  options.broker.cash = 2000;
  options.finalize_trades = true;
  const Bars table = bars(
      {{100, 100, 100, 100}, {100, 100, 100, 100}, {100, 100, 100, 100}, {110, 120, 105, 115}});
  const BothModels both = run_both(table, {buy(1, {.size = 10}), buy(3, {.size = 1})}, options);

  REQUIRE(both.backtesting_py.trades.size() == 1);
  CHECK(both.backtesting_py.trades[0].exit_price == 110);
  CHECK(entry_price(both.backtesting_py) == 110);
  CHECK(both.backtesting_py.pending_orders.empty());
  CHECK(both.backtesting_py.equity.back() == 2105);  // 2000 + 10 * 10 + 1 * (115 - 110)

  REQUIRE(both.strict.trades.size() == 1);
  CHECK(both.strict.trades[0].exit_price == 115);
  CHECK(both.strict.trades[0].exit_bar == 3);
  CHECK(both.strict.open_trades.empty());
  CHECK(both.strict.pending_orders.size() == 1);
  CHECK(both.strict.equity.back() == 2150);  // 2000 + 10 * 15
  CHECK(both.strict.cash == 2150);
}

TEST_CASE("finalizing strictly closes several trades in the order of their opening") {
  RunOptions options;
  options.broker.hedging = true;
  options.broker.fills = FillModel::Strict;
  options.finalize_trades = true;
  const Report report = scripted_run::run(
      flat_bars({100, 100, 100, 110}),
      {buy(1, {.size = 1, .sl = 90}), sell(1, {.size = 2}), buy(1, {.size = 3})}, options);
  REQUIRE(report.trades.size() == 3);
  CHECK(report.trades[0].size == 1);
  CHECK(report.trades[1].size == -2);
  CHECK(report.trades[2].size == 3);
  CHECK(report.pending_orders.empty());       // the stop loss left with its trade
  CHECK(report.equity.back() == 10000 + 20);  // (1 - 2 + 3) * 10
}

TEST_CASE("finalizing strictly may end in ruin") {
  RunOptions options;
  options.broker.cash = 1000;
  options.broker.fills = FillModel::Strict;
  options.broker.commission.fixed = 600;  // paid twice
  options.finalize_trades = true;
  const Report report =
      scripted_run::run(flat_bars({100, 100, 100, 100}), {buy(1, {.size = 1})}, options);
  CHECK(report.trades.size() == 1);
  CHECK(report.equity == std::vector<double>{1000, 1000, 400, 0});
  CHECK(report.cash == 0);
}

TEST_CASE("the profit factor is of returns, or strictly of money") {
  const BothModels both =
      run_both(flat_bars({100, 100, 100, 110, 99}),
               {buy(1, {.size = 1}), close_position(2), buy(2, {.size = 10}), close_position(3)});
  REQUIRE(both.strict.trades.size() == 2);
  // 1 unit from 100 to 110: 10 %, 10. 10 units from 110 to 99: -10 %, -110.
  CHECK(both.backtesting_py.statistics.profit_factor == doctest::Approx(1).epsilon(1e-12));
  CHECK(both.strict.statistics.profit_factor == doctest::Approx(10.0 / 110).epsilon(1e-12));
}

// --- For every run ---

int fills_outside_their_bar(const Report& report, const Bars& table) {
  const auto outside = [&](int bar, double price) {
    const auto i = static_cast<std::size_t>(bar);
    return price < table.low[i] || price > table.high[i];
  };
  int count = 0;
  for (const Trade& trade : report.trades) {
    count +=
        outside(trade.entry_bar, trade.entry_price) + outside(trade.exit_bar, trade.exit_price);
  }
  for (const Trade& trade : report.open_trades)
    count += outside(trade.entry_bar, trade.entry_price);
  return count;
}

TEST_CASE("strict fills lie inside the bar that they are booked at, with slippage, too") {
  constexpr std::uint64_t runs = 4000;
  std::size_t trades = 0;
  int others_outside = 0;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    random_run::RandomRun run = random_run::make(seed, {}, true);
    run.options.broker.spread = 0;
    run.options.broker.fractional = seed % 4 == 3;
    if (seed % 2 == 0) run.options.broker.slippage = {25, 0.3};
    for (replay::Action& action : run.actions) action.intraday = seed % 3 == 0 && action.number % 2;
    const auto [backtesting_py, strict] = run_both(run.bars, run.actions, run.options);
    if (fills_outside_their_bar(strict, run.bars) > 0)
      FAIL_CHECK("seed " << seed << ": " << random_run::describe(run));
    trades += strict.trades.size();
    others_outside += fills_outside_their_bar(backtesting_py, run.bars);
  }
  MESSAGE("seeds 1 to " << runs << ": " << trades << " trades; backtesting.py's model has "
                        << others_outside << " fills outside their bar");
  CHECK(trades > 10 * runs);
  CHECK(others_outside > 1000);
}

}  // namespace
