#include "compiler/inspect/instrument.hpp"

#include "tests/compiler/inspect/traced_run.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace stratgen;

namespace {

constexpr std::string_view guarded = R"(#include <stratgen/strategy.hpp>

enum class Mood { Calm, Wild };
struct Guarded : Strategy {
  int n = param("n", 2);
  Series ma;
  Mood mood = Mood::Calm;
  int seen = 0;
  void init() { ma = sma(close, n); }
  void enter() {
    if (seen == 3) return;
    buy({.size = 1});
  }
  void next() {
    ++seen;
    mood = close > 12 ? Mood::Wild : Mood::Calm;
    const bool above = close > ma && seen < 9;
    if (position) return;
    if (above) enter();
    else if (crossover(ma, close)) sell({.size = 2});
  }
};
STRATGEN_STRATEGY(Guarded)
)";

InstrumentedSource instrumented(std::string_view source) {
  auto made = instrument(source);
  REQUIRE(made);
  return std::move(*made);
}

int expression(const InstrumentedSource& source, const std::string& text) {
  const auto found = std::find_if(source.expressions.begin(), source.expressions.end(),
                                  [&](const auto& each) { return each.text == text; });
  REQUIRE(found != source.expressions.end());
  return static_cast<int>(found - source.expressions.begin());
}

int place(const InstrumentedSource& source, const std::string& text) {
  const auto found = std::find_if(source.places.begin(), source.places.end(),
                                  [&](const auto& each) { return each.text == text; });
  REQUIRE(found != source.places.end());
  return static_cast<int>(found - source.places.begin());
}

// What has to hold, in words.
std::vector<std::string> way_to(const InstrumentedSource& source, const std::string& order) {
  std::vector<std::string> words;
  const auto& ways = source.places[static_cast<std::size_t>(place(source, order))].ways;
  REQUIRE(ways.size() == 1);
  for (const Step& step : ways.front()) {
    const auto id = static_cast<std::size_t>(step.id);
    if (step.kind == Step::Kind::NoExit)
      words.push_back("no " + source.places[id].text);
    else if (step.kind == Step::Kind::Condition)
      words.push_back((step.needed ? "" : "not ") + source.expressions[id].text);
    else
      words.emplace_back("case");
  }
  return words;
}

DataSet closes(const std::vector<double>& values) {
  Bars bars;
  bars.symbol = "TEST";
  for (std::size_t i = 0; i < values.size(); ++i)
    bars.time.push_back(static_cast<std::int64_t>(i) * 86'400);
  bars.open = bars.high = bars.low = bars.close = values;
  bars.volume.assign(values.size(), 0);
  return DataSet(bars);
}

}  // namespace

TEST_CASE("lines stay where they are") {
  const InstrumentedSource source = instrumented(guarded);
  const std::size_t start = source.text.find("#line 1\n") + std::string("#line 1\n").size();
  const std::string body = source.text.substr(start);
  CHECK(std::count(body.begin(), body.end(), '\n') ==
        std::count(guarded.begin(), guarded.end(), '\n'));
  CHECK(source.expressions[static_cast<std::size_t>(expression(source, "close > ma"))].at.line ==
        17);
}

TEST_CASE("the way to an order holds branches, exits before it and the callers' conditions") {
  const InstrumentedSource source = instrumented(guarded);
  CHECK(way_to(source, "buy({.size = 1})") ==
        std::vector<std::string>{"no return", "above", "no return"});
  CHECK(way_to(source, "sell({.size = 2})") ==
        std::vector<std::string>{"no return", "not above", "crossover(ma, close)"});
}

TEST_CASE("a name stands for the conditions it was computed from") {
  const InstrumentedSource source = instrumented(guarded);
  const auto& above = source.expressions[static_cast<std::size_t>(expression(source, "above"))];
  CHECK(above.parts == std::vector{expression(source, "close > ma && seen < 9")});
}

TEST_CASE("members are series, numbers and enums, and parameters are told apart") {
  const InstrumentedSource source = instrumented(guarded);
  REQUIRE(source.members.size() == 4);
  CHECK(source.members[0].name == "n");
  CHECK(source.members[0].parameter);
  CHECK(source.members[1].kind == WatchedMember::Kind::Series);
  CHECK(source.members[2].labels.at(1) == "Wild");
  CHECK(source.members[3].name == "seen");
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

TEST_CASE("members are seen after each next(), enums by their number") {
  const TracedRun run = run_traced(guarded, closes({10, 10, 11, 13, 13, 13}), {}, 3, 3);
  std::vector<double> values;
  for (const MemberValue& each : run.trace.members) {
    CHECK(each.bar == 3);
    values.push_back(each.value);
  }
  CHECK(values == std::vector<double>{2, 12, 1, 2});  // n, ma, mood, seen
}

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

TEST_CASE("a switch knows its cases, with those that fall through, and the default the others") {
  const InstrumentedSource source = instrumented(R"(#include <stratgen/strategy.hpp>
struct Choice : Strategy {
  int mode = param("mode", 1);
  void next() {
    switch (mode) {
      case 1:
      case 2: buy({.size = 1}); break;
      case 3: position.close(); [[fallthrough]];
      case 4: sell({.size = 1}); break;
      default: buy({.size = 2});
    }
  }
};
STRATGEN_STRATEGY(Choice)
)");
  const auto step = [&](const std::string& order) {
    return source.places[static_cast<std::size_t>(place(source, order))].ways.at(0).at(0);
  };
  CHECK(step("buy({.size = 1})").cases == std::vector<long>{1, 2});
  CHECK(step("sell({.size = 1})").cases == std::vector<long>{3, 4});
  CHECK(step("buy({.size = 2})").cases.empty());
  CHECK(step("buy({.size = 2})").other_cases.size() == 4);
}

TEST_CASE("the signal form orders by the engine's rules for the position") {
  const InstrumentedSource source = instrumented(R"(#include <stratgen/strategy.hpp>
struct Signal : SignalStrategy {
  auto long_entry() { return close > 11; }
  auto long_exit() { return close < 11; }
};
STRATGEN_STRATEGY(Signal)
)");
  CHECK(source.signals);
  REQUIRE(source.places.size() == 2);
  const auto& way = source.places[0].ways.at(0);
  REQUIRE(way.size() == 2);
  CHECK(way[0].side == Step::Side::NotLong);
  CHECK(source.expressions[static_cast<std::size_t>(way[1].id)].text == "close > 11");
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

TEST_CASE("what does not parse is an error") { CHECK(!instrument("struct {")); }
