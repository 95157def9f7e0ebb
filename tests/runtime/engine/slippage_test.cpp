// What market and stop orders lose, and the rate that returns are measured against.
#include "tests/runtime/engine/scripted_run.hpp"
#include "tests/runtime/engine/small_run.hpp"

#include <doctest/doctest.h>

namespace {

using namespace stratgen;
using scripted_run::BothModels;
using scripted_run::buy;
using scripted_run::close_position;
using scripted_run::run;
using scripted_run::run_both;
using scripted_run::sell;
using small_run::bars;
using small_run::flat_bars;

doctest::Approx near(double value) { return doctest::Approx(value).epsilon(1e-12); }

RunOptions slipping(double bps, double range) {
  RunOptions options;
  options.broker.slippage = {bps, range};
  return options;
}

double entry_price(const Report& report) {
  REQUIRE(report.open_trades.size() == 1);
  return report.open_trades[0].entry_price;
}

double exit_price(const Report& report) {
  REQUIRE(report.trades.size() == 1);
  return report.trades[0].exit_price;
}

// Bar 2 has a range of 8.
const Bars wide =
    bars({{100, 100, 100, 100}, {100, 100, 100, 100}, {100, 106, 98, 101}, {101, 101, 101, 101}});

TEST_CASE("basis points are of the price, the range is of the bar, and both add up") {
  const auto bought = [](double bps, double range) {
    return entry_price(run(wide, {buy(1, {.size = 1})}, slipping(bps, range)));
  };
  CHECK(bought(50, 0) == near(100.5));     // 100 * 0.005
  CHECK(bought(0, 0.25) == near(102));     // 8 / 4
  CHECK(bought(50, 0.25) == near(102.5));  // 100 + 0.5 + 2
  CHECK(entry_price(run(wide, {sell(1, {.size = 1})}, slipping(50, 0.125))) ==
        near(98.5));  // 100 - 0.5 - 1
}

TEST_CASE("strict fills clip what slips at the end of the bar") {
  const BothModels sold = run_both(wide, {sell(1, {.size = 1})}, slipping(50, 0.25));
  CHECK(entry_price(sold.backtesting_py) == near(97.5));  // 100 - 0.5 - 2, below the low
  CHECK(entry_price(sold.strict) == 98);
  const BothModels bought = run_both(wide, {buy(1, {.size = 1})}, slipping(0, 1));
  CHECK(entry_price(bought.backtesting_py) == near(108));
  CHECK(entry_price(bought.strict) == 106);
}

TEST_CASE("a stop order slips from the stop") {
  const BothModels both = run_both(wide, {buy(1, {.size = 1, .stop = 104})}, slipping(50, 0.25));
  CHECK(entry_price(both.backtesting_py) == near(106.52));  // 104 + 0.52 + 2
  CHECK(entry_price(both.strict) == 106);
}

TEST_CASE("limit orders and stop-limit orders do not slip") {
  CHECK(entry_price(run(wide, {buy(1, {.size = 1, .limit = 99})}, slipping(50, 0.25))) == 99);
  CHECK(entry_price(run(wide, {buy(1, {.size = 1, .limit = 105, .stop = 103})},
                        slipping(50, 0.25))) == 103);
}

TEST_CASE("closing a position slips against it") {
  const Bars table = bars(
      {{100, 100, 100, 100}, {100, 100, 100, 100}, {100, 100, 100, 100}, {110, 114, 106, 110}});
  // Bar 2 has no range, so only the basis points count on entry.
  const Report longs = run(table, {buy(1, {.size = 1}), close_position(2)}, slipping(100, 0.25));
  CHECK(longs.trades[0].entry_price == near(101));
  CHECK(exit_price(longs) == near(106.9));  // 110 - 1.1 - 2
  CHECK(longs.cash == near(10005.9));
  const Report shorts = run(table, {sell(1, {.size = 1}), close_position(2)}, slipping(100, 0.25));
  CHECK(shorts.trades[0].entry_price == near(99));
  CHECK(exit_price(shorts) == near(113.1));  // 110 + 1.1 + 2
}

TEST_CASE("what an opposite market order nets closes at its slipped price") {
  const Report report = run(flat_bars({100, 100, 100, 110}),
                            {buy(1, {.size = 2}), sell(2, {.size = 3})}, slipping(100, 0));
  CHECK(exit_price(report) == near(108.9));  // 110 - 1.1
  CHECK(entry_price(report) == near(108.9));
}

TEST_CASE("a stop loss slips, a take profit does not") {
  const Bars down =
      bars({{100, 100, 100, 100}, {100, 100, 100, 100}, {100, 100, 100, 100}, {100, 102, 94, 97}});
  const BothModels stopped = run_both(down, {buy(1, {.size = 1, .sl = 95})}, slipping(0, 0.25));
  CHECK(exit_price(stopped.backtesting_py) == near(93));  // 95 - 2
  CHECK(exit_price(stopped.strict) == 94);                // the low
  const Bars up = bars(
      {{100, 100, 100, 100}, {100, 100, 100, 100}, {100, 100, 100, 100}, {100, 108, 100, 107}});
  CHECK(exit_price(run(up, {buy(1, {.size = 1, .tp = 105})}, slipping(50, 0.25))) == 105);
}

TEST_CASE("the spread of an entry is taken from the slipped price") {
  RunOptions options = slipping(100, 0);
  options.broker.spread = 0.01;
  CHECK(entry_price(run(flat_bars({100, 100, 100}), {buy(1, {.size = 1})}, options)) ==
        near(102.01));  // 100 * 1.01 * 1.01
}

TEST_CASE("trade on close slips with the range of the bar whose close it is") {
  RunOptions options = slipping(0, 0.25);
  options.broker.trade_on_close = true;
  const Bars table = bars({{100, 100, 100, 100}, {100, 104, 96, 100}, {100, 200, 50, 100}});
  const Report report = run(table, {buy(1, {.size = 1})}, options);
  CHECK(entry_price(report) == near(102));  // 100 + 8 / 4
  CHECK(report.open_trades[0].entry_bar == 1);
}

TEST_CASE("a fraction buys what it can pay at the slipped price") {
  const BothModels both =
      run_both(flat_bars({100, 100, 100}), {buy(1, {.size = 0.5})}, slipping(100, 0));
  CHECK(both.backtesting_py.open_trades[0].size == 49);  // floor(5000 / 101) = floor(49.5)
  CHECK(both.strict.open_trades[0].size == 50);          // clipped at 100
}

TEST_CASE("an intraday trade slips when its session ends") {
  const BothModels both = run_both(wide, {buy(1, {.size = 1, .intraday = true})}, slipping(0, 0.5));
  CHECK(exit_price(both.backtesting_py) == near(97));  // 101 - 8 / 2
  CHECK(exit_price(both.strict) == 98);                // the low
}

TEST_CASE("what finalizing closes slips, in both models") {
  RunOptions options = slipping(100, 0.25);
  options.finalize_trades = true;
  const Bars table = bars(
      {{100, 100, 100, 100}, {100, 100, 100, 100}, {100, 100, 100, 100}, {110, 116, 108, 114}});
  const BothModels both = run_both(table, {buy(1, {.size = 1})}, options);
  CHECK(exit_price(both.backtesting_py) == near(106.9));  // the open, 110, - 1.1 - 2
  CHECK(exit_price(both.strict) == near(110.86));         // the close, 114, - 1.14 - 2
}

// --- The risk-free rate ---

TEST_CASE("the risk-free rate is taken from Sharpe, Sortino and alpha, and from nothing else") {
  // Four yearly bars, 2021 to 2024; 10 units at 100 of a cash of 1,000. The equity is 1000, 1000,
  // 1100, 880, the returns are 0, 10 % and -20 %.
  Bars table =
      bars({{100, 100, 100, 100}, {100, 110, 100, 105}, {100, 110, 100, 110}, {110, 110, 88, 88}});
  for (std::size_t i = 0; i < 4; ++i)
    table.time.set(i, 1609459200 + 365 * 86400 * static_cast<std::int64_t>(i));
  RunOptions options;
  options.broker.cash = 1000;
  const Statistics without = run(table, {buy(1, {.size = 10})}, options).statistics;
  options.risk_free_rate = 0.03;
  const Statistics with = run(table, {buy(1, {.size = 10})}, options).statistics;

  // 100 * ((1 * 1.1 * 0.8) ^ (1/3) - 1) a year; the deviation is that of 0, 0.1, -0.2, the
  // downside sqrt(0.04 / 3); both returns are -12 %, and beta is 0.9977345109869583.
  CHECK(with.annual_return_pct == near(-4.171602858744317));
  CHECK(without.sharpe_ratio == near(-0.2730955124212859));
  CHECK(with.sharpe_ratio == near(-0.4694916136336791));
  CHECK(without.sortino_ratio == near(-0.36127140501723665));
  CHECK(with.sortino_ratio == near(-0.6210790261525683));
  CHECK(without.alpha_pct == doctest::Approx(-0.027185868156500703).epsilon(1e-9));
  CHECK(with.alpha_pct == doctest::Approx(-0.03398233519562588).epsilon(1e-9));
  CHECK(with.annual_volatility_pct == without.annual_volatility_pct);
  CHECK(with.calmar_ratio == without.calmar_ratio);
  CHECK(with.return_pct == without.return_pct);
}

}  // namespace
