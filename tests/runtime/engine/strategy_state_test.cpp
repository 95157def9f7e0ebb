#include "runtime/engine/strategy_state.hpp"

#include "runtime/engine/backtest.hpp"
#include "tests/runtime/engine/scripted_run.hpp"
#include "tests/runtime/engine/small_run.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace stratgen;
using scripted_run::buy;
using scripted_run::sell;
using small_run::flat_bars;

namespace {

StrategyState state(const Bars& bars, const scripted_run::Actions& actions,
                    const RunOptions& options = {}) {
  return state_of(scripted_run::run(bars, actions, options), bars, options.first_bar);
}

std::string sides(const StrategyState& s) {
  return std::string(to_string(s.held)) + " " + to_string(s.wanted);
}

}  // namespace

TEST_CASE("an entry that waits is wanted, and held one bar later") {
  const auto actions = {buy(2, {.size = 10, .sl = 8, .tp = 15})};
  const StrategyState before = state(flat_bars({10, 10, 10}), actions);
  CHECK(sides(before) == "FLAT LONG");
  CHECK_FALSE(before.position);
  REQUIRE(before.next);
  CHECK(before.next->units == 10);
  CHECK(before.next->entry_price == 10);
  CHECK(before.next->stop == 8);
  CHECK(before.next->target == 15);
  CHECK(before.next->share == doctest::Approx(0.01));  // 10 * 10 of 10,000
  REQUIRE(before.orders.size() == 1);
  CHECK(before.orders[0].size == 10);

  const Bars later = flat_bars({10, 10, 10, 11, 12});
  const StrategyState after = state(later, actions);
  CHECK(sides(after) == "LONG LONG");
  REQUIRE(after.position);
  CHECK(after.position->entry_price == 11);
  CHECK(after.position->entry_bar == 3);
  CHECK(after.position->entry_time == later.time[3]);
  CHECK(after.position->stop == 8);
  CHECK(after.position->target == 15);
  CHECK(after.position->profit_pct == doctest::Approx(100.0 / 11));  // 12 / 11 - 1
  CHECK(after.orders.empty());  // stop loss and take profit belong to the trade
  CHECK(after.equity == 10010);
  CHECK(after.close == 12);
  CHECK(after.time == later.time[4]);
}

TEST_CASE("a close that waits is FLAT, and a part of one is not") {
  const Bars bars = flat_bars({10, 10, 10, 11, 12});
  const auto closing = [&](double portion) {
    return state(bars, {buy(1, {.size = 10}), scripted_run::close_position(4, portion)});
  };
  const StrategyState all = closing(1);
  CHECK(sides(all) == "LONG FLAT");
  REQUIRE(all.orders.size() == 1);
  CHECK(all.orders[0].closes == 0);
  CHECK_FALSE(all.next);
  const StrategyState part = closing(0.5);
  CHECK(sides(part) == "LONG LONG");
  CHECK(part.position->units == 10);
  CHECK(part.next->units == 5);
}

TEST_CASE("an entry of the other side turns the position round") {
  const StrategyState turned =
      state(flat_bars({10, 10, 10, 10}), {buy(1, {.size = 10}), sell(3, {.size = 15, .sl = 12})});
  CHECK(sides(turned) == "LONG SHORT");
  CHECK(turned.next->units == -5);
  CHECK(turned.next->share == doctest::Approx(-0.005));
  CHECK(turned.next->stop == 12);
}

TEST_CASE("an order away from the market waits, and wants nothing yet") {
  const StrategyState waits = state(flat_bars({10, 10, 10}), {buy(2, {.size = 10, .limit = 9})});
  CHECK(sides(waits) == "FLAT FLAT");
  REQUIRE(waits.orders.size() == 1);
  CHECK(waits.orders[0].limit == 9);
  // At a limit that the close is below it would fill.
  CHECK(sides(state(flat_bars({10, 10, 10}), {buy(2, {.size = 10, .limit = 11})})) == "FLAT LONG");
}

TEST_CASE("an intraday entry is wanted, though its session is not among the bars") {
  CHECK(sides(state(flat_bars({10, 10, 10}), {buy(2, {.size = 10, .intraday = true})})) ==
        "FLAT LONG");
}

TEST_CASE("several trades are one position") {
  RunOptions options;
  options.first_bar = 1;
  const Bars bars = flat_bars({10, 10, 10, 20, 30});
  const StrategyState both = state(
      bars, {buy(1, {.size = 10, .sl = 5}), buy(2, {.size = 10, .sl = 6, .tp = 50})}, options);
  REQUIRE(both.position);
  CHECK(both.position->units == 20);
  CHECK(both.position->entry_price == 15);  // 10 and 20
  CHECK(both.position->entry_bar == 2);
  CHECK(both.position->entry_time == bars.time[2]);
  CHECK(both.position->stop == 6);  // a falling market meets it first
  CHECK(both.position->target == 50);
  CHECK(both.position->profit_pct == 100);  // 30 / 15 - 1
}

TEST_CASE("an entry that the equity is too small for is told from none") {
  const auto actions = {buy(2, {.size = 0.5})};
  RunOptions poor;
  poor.broker.cash = 19;  // half of it buys no unit at 10
  const StrategyState nothing = state(flat_bars({10, 10, 10}), actions, poor);
  CHECK(sides(nothing) == "FLAT FLAT");
  CHECK(nothing.buys_nothing);
  CHECK_FALSE(state(flat_bars({10, 10, 10}), actions).buys_nothing);
  // A limit away from the market is another matter.
  CHECK_FALSE(state(flat_bars({10, 10, 10}), {buy(2, {.size = 1, .limit = 8})}).buys_nothing);
  CHECK_FALSE(state(flat_bars({10, 10, 10}), {}).buys_nothing);
}
