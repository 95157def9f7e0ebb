#include "tests/compiler/inspect/guarded.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace stratgen;

TEST_CASE("an order knows the call that placed it, and what the broker does later knows none") {
  const TracedRun run = run_traced(guarded, closes({10, 10, 11, 13, 13, 13}), {}, 0, -1);
  const auto& events = run.trace.orders.events;
  REQUIRE(events.size() == 3);
  CHECK(events[0].call == place(run.source, "buy({.size = 1})"));
  CHECK(events[1].kind == OrderEvent::Kind::Filled);
  CHECK(events[1].call == -1);
}

TEST_CASE("an exit that was taken is reported") {
  const TracedRun run = run_traced(guarded, closes({10, 10, 11, 13, 13, 13}), {}, 4, 4);
  REQUIRE(run.trace.calls.size() == 1);
  const auto& [bar, reached] = run.trace.calls.front();
  CHECK(bar == 4);
  CHECK(run.source.places[static_cast<std::size_t>(reached)].at.line == 18);
}
