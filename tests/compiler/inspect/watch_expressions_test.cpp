#include "tests/compiler/inspect/guarded.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace stratgen;

TEST_CASE("a name stands for the conditions it was computed from") {
  const InstrumentedSource source = instrumented(guarded);
  const auto& above = source.expressions[static_cast<std::size_t>(expression(source, "above"))];
  CHECK(above.parts == std::vector{expression(source, "close > ma && seen < 9")});
}

TEST_CASE("conditions are seen with the values of what they compare") {
  // sma(2) is 10 at bar 1, 10.5 at 2, 12 at 3; next() runs from bar 2.
  const TracedRun run = run_traced(guarded, closes({10, 10, 11, 13, 13, 13}), {}, 2, 3);
  REQUIRE(run.report);
  std::vector<double> lefts, rights;
  for (const Observation& seen : run.trace.observations) {
    if (seen.id != expression(run.source, "close > ma")) continue;
    CHECK(seen.value == 1);
    CHECK(seen.operands == 2);
    lefts.push_back(seen.left);
    rights.push_back(seen.right);
  }
  CHECK(lefts == std::vector<double>{11, 13});
  CHECK(rights == std::vector<double>{10.5, 12});
  CHECK(run.trace.warmup == 1);
  CHECK(run.trace.last_bar == 5);
}

TEST_CASE("the signal form asks for every condition at each bar: && on series asks both sides") {
  const std::string_view text = R"(#include <stratgen/strategy.hpp>
struct Signal : SignalStrategy {
  Series ma;
  void init() { ma = sma(close, 2); }
  auto long_entry() { return close > ma; }
  auto long_exit() { return close < ma; }
};
STRATGEN_STRATEGY(Signal)
)";
  const TracedRun run = run_traced(text, closes({10, 10, 11, 13, 13, 13}), {}, 2, 3);
  std::vector<std::string> asked;
  for (const Observation& seen : run.trace.observations)
    asked.push_back(run.source.expressions[static_cast<std::size_t>(seen.id)].text);
  CHECK(asked == std::vector<std::string>{"close < ma", "close > ma", "close < ma", "close > ma"});
}
