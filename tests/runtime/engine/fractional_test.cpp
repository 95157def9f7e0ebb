// Units that are multiples of 1e-8 instead of whole.
#include "tests/runtime/engine/account_watch.hpp"
#include "tests/runtime/engine/random_run.hpp"
#include "tests/runtime/engine/scripted_run.hpp"
#include "tests/runtime/engine/small_run.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>

namespace {

using namespace stratgen;
using scripted_run::buy;
using scripted_run::close_position;
using scripted_run::run;
using scripted_run::sell;
using small_run::flat_bars;

RunOptions fractional(double cash = 1000) {
  RunOptions options;
  options.broker.cash = cash;
  options.broker.fractional = true;
  return options;
}

TEST_CASE("a fraction of the equity buys units down to 1e-8") {
  const Bars table = flat_bars({30, 30, 30});
  const Report report = run(table, {buy(1, {.size = 0.5})}, fractional());
  REQUIRE(report.open_trades.size() == 1);
  CHECK(report.open_trades[0].size == 16.66666666);  // 500 / 30 = 16.666666666...
  RunOptions whole = fractional();
  whole.broker.fractional = false;
  CHECK(run(table, {buy(1, {.size = 0.5})}, whole).open_trades[0].size == 16);
}

TEST_CASE("a fraction can buy less than a unit") {
  const Report report =
      run(flat_bars({40000, 40000, 40000}), {buy(1, {.size = 0.4})}, fractional());
  REQUIRE(report.open_trades.size() == 1);
  CHECK(report.open_trades[0].size == 0.01);  // 400 / 40000
}

TEST_CASE("a fraction that buys less than 1e-8 is cancelled with a warning") {
  const double price = 1e12;  // 1000 / 1e12 = 1e-9
  const Report report = run(flat_bars({price, price, price}), {buy(1)}, fractional());
  CHECK(report.open_trades.empty());
  CHECK(report.warnings.canceled_relative == 1);
}

TEST_CASE("a size from 1 on need not be whole, and only then") {
  const Bars table = flat_bars({100, 100, 100});
  const Report report = run(table, {buy(1, {.size = 1.5})}, fractional());
  REQUIRE(report.open_trades.size() == 1);
  CHECK(report.open_trades[0].size == 1.5);
  CHECK(scripted_run::error_of(table, {buy(1, {.size = 1.5})}) ==
        "Replay at bar 1 (2024-01-02): buy: size is 1.5; it must be a fraction between 0 and 1 or "
        "a whole number of units");
}

TEST_CASE("a size with more than eight decimals is rounded to them") {
  const Report report =
      run(flat_bars({100, 100, 100}), {sell(1, {.size = 1.123456789})}, fractional());
  REQUIRE(report.open_trades.size() == 1);
  CHECK(report.open_trades[0].size == -1.12345679);
}

TEST_CASE("a part of a trade is rounded to eight decimals, not cut") {
  const Bars table = flat_bars({100, 100, 100, 100, 100});
  const Report half = run(table, {buy(1, {.size = 2.3}), close_position(2, 0.5)}, fractional());
  REQUIRE(half.trades.size() == 1);
  CHECK(half.trades[0].size == 1.15);  // 1.15 * 1e8 is 114999999.99999999 in floating point
  CHECK(half.open_trades[0].size == 1.15);
  const Report third = run(table, {buy(1, {.size = 2}), close_position(2, 1.0 / 3)}, fractional());
  CHECK(third.trades[0].size == 0.66666667);
  CHECK(third.open_trades[0].size == 1.33333333);
}

TEST_CASE("a part below half of 1e-8 closes nothing") {
  const Report report = run(flat_bars({100, 100, 100, 100, 100}),
                            {buy(1, {.size = 2}), close_position(2, 1e-9)}, fractional());
  CHECK(report.trades.empty());
  CHECK(report.pending_orders.empty());
  CHECK(report.open_trades[0].size == 2);
}

TEST_CASE("the stop loss of what a partial close leaves is for that") {
  const Report report =
      run(flat_bars({100, 100, 100, 100, 80}),
          {buy(1, {.size = 2.5, .sl = 90}), close_position(2, 0.3)}, fractional());
  REQUIRE(report.trades.size() == 2);
  CHECK(report.trades[0].size == 0.75);
  CHECK(report.trades[1].size == 1.75);
  CHECK(report.trades[1].exit_price == 80);
  CHECK(report.pending_orders.empty());
  CHECK(report.equity.back() == 1000 - 35);  // 1.75 * 20
}

TEST_CASE("an order against several trades of the same total leaves no dust") {
  // In floating point -4.4 + 1.1 + 3.3 is -4.4e-16.
  const Report report =
      run(flat_bars({100, 100, 100, 100, 100}),
          {buy(1, {.size = 1.1}), buy(1, {.size = 3.3}), sell(2, {.size = 4.4})}, fractional());
  CHECK(report.trades.size() == 2);
  CHECK(report.open_trades.empty());
  CHECK(report.cash == 1000);
}

TEST_CASE("ten tenths of a trade, closed one by one, leave no dust") {
  scripted_run::Actions actions = {buy(1, {.size = 7.7})};
  for (int bar = 2; bar < 11; ++bar) actions.push_back(close_position(bar, 1.0 / (12 - bar)));
  actions.push_back(close_position(11));
  const Report report =
      run(flat_bars({9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}), actions, fractional());
  CHECK(report.trades.size() == 10);
  CHECK(report.open_trades.empty());
  double units = 0;
  for (const Trade& trade : report.trades) units += trade.size;
  CHECK(units == doctest::Approx(7.7).epsilon(1e-12));
}

TEST_CASE("commission is for the units, as they are") {
  RunOptions options = fractional();
  options.broker.commission.relative = 0.01;
  const Report report =
      run(flat_bars({100, 100, 100, 200}), {buy(1, {.size = 2.5}), close_position(2)}, options);
  REQUIRE(report.trades.size() == 1);
  CHECK(report.trades[0].commission == doctest::Approx(7.5).epsilon(1e-12));  // 2.5 * 300 * 0.01
  CHECK(report.cash == doctest::Approx(1242.5).epsilon(1e-12));               // 1000 + 250 - 7.5
}

TEST_CASE("all of the equity buys at any price, in both models") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 5000; ++i) {
    const auto digits = [&] { return static_cast<double>(random() >> 11) * 0x1p-53 + 0.1; };
    const double price = digits() * std::pow(10, static_cast<int>(random() % 12) - 8);
    RunOptions options = fractional(digits() * 1e6);
    if (i % 2 == 0) options.broker.commission.relative = 0.001;
    if (i % 3 == 0) options.broker.margin = 0.3;
    const auto [backtesting_py, strict] =
        scripted_run::run_both(flat_bars({price, price, price}), {buy(1)}, options);
    for (const Report* const report : {&backtesting_py, &strict}) {
      if (report->open_trades.size() != 1)
        FAIL_CHECK(
            fmt::format("cash {} at a price of {} buys nothing", options.broker.cash, price));
    }
  }
}

// Above 2e7 units are what a double can hold.
bool is_multiple(double size) {
  return std::abs(size) > 2e7 || std::nearbyint(size * 1e8) / 1e8 == size;
}

TEST_CASE("in every run sizes are multiples of 1e-8, and cash and equity follow from the trades") {
  constexpr std::uint64_t runs = 3000;
  std::size_t trades = 0;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    random_run::RandomRun run = random_run::make(seed, {}, true);
    run.options.broker.fractional = true;
    if (seed % 2 == 0) run.options.broker.fills = FillModel::Strict;
    for (replay::Action& action : run.actions) {
      if (action.size >= 1) action.size *= 1.37;
    }
    AccountWatch watch(run);
    const Report report = scripted_run::run(run.bars, run.actions, run.options, &watch);
    if (!watch.broken().empty())
      FAIL_CHECK("seed " << seed << ": " << watch.broken().front() << " ("
                         << random_run::describe(run) << ")");
    const auto odd = [](const Trade& trade) { return trade.size == 0 || !is_multiple(trade.size); };
    const auto any_odd = [&](const auto& list) { return std::ranges::any_of(list, odd); };
    if (any_odd(report.trades) || any_odd(report.open_trades))
      FAIL_CHECK("seed " << seed << ": a size that is no multiple of 1e-8");
    trades += report.trades.size();
  }
  MESSAGE("seeds 1 to " << runs << ": " << trades << " trades");
}

}  // namespace
