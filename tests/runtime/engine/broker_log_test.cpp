// What the broker writes down, and that writing it down changes nothing.
#include "runtime/engine/backtest.hpp"
#include "runtime/engine/trace.hpp"
#include "tests/runtime/engine/random_run.hpp"
#include "tests/runtime/engine/report_bits.hpp"
#include "tests/runtime/engine/scripted_run.hpp"
#include "tests/runtime/engine/small_run.hpp"

#include <doctest/doctest.h>

#include <map>
#include <vector>

namespace {

using namespace stratgen;
using scripted_run::Actions;
using scripted_run::buy;
using scripted_run::close_position;
using scripted_run::sell;
using Kind = OrderEvent::Kind;
using Reason = OrderEvent::Reason;
using Role = OrderEvent::Role;

Result<Report> run(const Bars& bars, const std::vector<replay::Action>& actions, int warmup,
                   const RunOptions& options, Trace* trace) {
  const replay::Script script{actions.data(), static_cast<int>(actions.size()), warmup, false,
                              nullptr};
  replay::script = &script;
  const DataSet data(bars);
  RunMemory memory;
  memory.trace = trace;
  return run_backtest({"Replay", replay_strategy}, data, {}, {}, options, memory);
}

std::vector<OrderEvent> events_of(const Bars& bars, const Actions& actions,
                                  const RunOptions& options = {}) {
  Trace trace;
  REQUIRE(run(bars, actions, 0, options, &trace));
  return trace.orders.events;
}

std::vector<Kind> kinds_of(const std::vector<OrderEvent>& events) {
  std::vector<Kind> kinds;
  for (const OrderEvent& each : events) kinds.push_back(each.kind);
  return kinds;
}

// At 100, but for the low of bar 3 and the open of bar 5.
const Bars prices = small_run::bars({{100, 101, 99, 100},
                                     {100, 101, 99, 100},
                                     {100, 101, 99, 100},
                                     {100, 101, 94, 100},
                                     {100, 101, 99, 100},
                                     {102, 103, 99, 100},
                                     {100, 101, 99, 100}});

}  // namespace

TEST_CASE("a limit order is placed, filled at its limit and opens a trade") {
  const auto events = events_of(prices, {buy(1, {.size = 3, .limit = 95})});
  REQUIRE(kinds_of(events) == std::vector{Kind::Placed, Kind::Filled, Kind::TradeOpened});
  CHECK(events[0].bar == 1);
  CHECK(events[0].limit == 95);
  CHECK(events[0].size == 3);
  CHECK(events[1].bar == 3);
  CHECK(events[1].price == 95);
  CHECK(events[1].order == events[0].order);
  CHECK(events[2].size == 3);
}

TEST_CASE("a stop loss that is hit closes the trade, and nothing is left to cancel") {
  // Bought at the open of bar 2, 100; the low of bar 3, 94, is below the stop: -5 a unit.
  const auto events = events_of(prices, {buy(1, {.size = 2, .sl = 95})});
  REQUIRE(kinds_of(events) == std::vector{Kind::Placed, Kind::Filled, Kind::TradeOpened,
                                          Kind::Placed, Kind::Filled, Kind::TradeClosed});
  CHECK(events[3].role == Role::StopLoss);
  CHECK(events[4].bar == 3);
  CHECK(events[4].price == 95);
  CHECK(events[5].reason == Reason::Order);
  CHECK(events[5].entry_price == 100);
  CHECK(events[5].profit == -10);
}

TEST_CASE("a close order takes the stop loss with it") {
  const auto events = events_of(prices, {buy(3, {.size = 2, .sl = 90}), close_position(4)});
  REQUIRE(kinds_of(events) == std::vector{Kind::Placed, Kind::Filled, Kind::TradeOpened,
                                          Kind::Placed, Kind::Placed, Kind::Filled,
                                          Kind::TradeClosed, Kind::Dropped});
  CHECK(events[4].role == Role::Close);
  CHECK(events[6].price == 102);
  CHECK(events[7].role == Role::StopLoss);
  CHECK(events[7].reason == Reason::TradeGone);
}

TEST_CASE("an order in the other direction closes by netting, after its own fill") {
  const auto events = events_of(prices, {buy(1, {.size = 2}), sell(4, {.size = 3})});
  REQUIRE(kinds_of(events) == std::vector{Kind::Placed, Kind::Filled, Kind::TradeOpened,
                                          Kind::Placed, Kind::Filled, Kind::TradeClosed,
                                          Kind::TradeOpened});
  CHECK(events[4].size == -3);
  CHECK(events[5].reason == Reason::Netting);
  CHECK(events[5].size == 2);
  CHECK(events[6].size == -1);
}

TEST_CASE("orders that are dropped say why") {
  RunOptions options;
  options.broker.cash = 50;
  const auto reason = [&](const scripted_run::Entry& entry) {
    const auto events = events_of(prices, {buy(1, entry)}, options);
    REQUIRE(kinds_of(events) == std::vector{Kind::Placed, Kind::Dropped});
    return events[1].reason;
  };
  CHECK(reason({}) == Reason::NoUnit);             // 50 buy no unit at 100
  CHECK(reason({.size = 1}) == Reason::NoMargin);  // one costs 100
  CHECK(reason({.size = 1, .limit = 50, .good_for = 2}) == Reason::Lapsed);
}

TEST_CASE("a new exclusive order cancels the one that waits") {
  RunOptions options;
  options.broker.exclusive_orders = true;
  const auto events =
      events_of(prices, {buy(1, {.size = 1, .limit = 50}), buy(2, {.size = 1})}, options);
  REQUIRE(events.size() >= 2);
  CHECK(events[1].kind == Kind::Dropped);
  CHECK(events[1].reason == Reason::ExclusiveOrder);
}

TEST_CASE("a refused order leaves its reason") {
  RunOptions options;
  options.skip_refused_orders = true;
  const auto events = events_of(prices, {buy(1, {.size = 1, .sl = 120})}, options);
  REQUIRE(kinds_of(events) == std::vector{Kind::Refused});
  CHECK(events[0].text == "buy: sl 120 is not below the price 100");
}

TEST_CASE("random runs are the same with a log, and the log adds up to the open trades") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const random_run::RandomRun random = random_run::make(seed, {}, false);
    CAPTURE(random_run::describe(random));
    RunOptions options = random.options;
    options.skip_refused_orders = true;
    Trace trace;
    const auto plain = run(random.bars, random.actions, random.warmup, options, nullptr);
    const auto logged = run(random.bars, random.actions, random.warmup, options, &trace);
    REQUIRE(plain);
    REQUIRE(logged);
    CHECK(bits_of(*plain) == bits_of(*logged));

    double units = 0, open = 0;
    std::map<int, int> ends, placed;
    std::size_t closed = 0, refused = 0;
    for (const OrderEvent& event : trace.orders.events) {
      if (event.kind == Kind::TradeOpened) units += event.size;
      if (event.kind == Kind::TradeClosed) units -= event.size;
      closed += event.kind == Kind::TradeClosed ? 1 : 0;
      refused += event.kind == Kind::Refused ? 1 : 0;
      if (event.kind == Kind::Placed) ++placed[event.order];
      if (event.kind == Kind::Dropped) ++ends[event.order];
    }
    for (const Trade& trade : plain->open_trades) open += trade.size;
    CHECK(units == doctest::Approx(open));
    CHECK(closed == plain->trades.size());
    CHECK(refused == static_cast<std::size_t>(plain->warnings.refused));
    for (const auto& [order, times] : placed) CHECK(times == 1);
    for (const auto& [order, times] : ends) CHECK(times == 1);
  }
}
