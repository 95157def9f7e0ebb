#include "tools/cli/why_not.hpp"

#include "tests/tools/cli/bars.hpp"
#include "tools/cli/order_fates.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace stratgen;

namespace {

constexpr std::string_view strategy = R"(#include <stratgen/strategy.hpp>
struct Asking : Strategy {
  int quiet = param("quiet", 3);
  void next() {
    if (bar_index() == quiet) return;
    const bool high = close > 12 && !(close < close[1]);
    if (high) {
      if (!position) buy({.size = 1, .limit = close - 5});
    } else {
      for (int i = 0; i < 4; ++i)
        if (i == 2 && close > 100) sell({.size = 0.5});
    }
  }
};
STRATGEN_STRATEGY(Asking)
)";

const std::vector<double> closes = {10, 11, 13, 14, 13, 14};

RunInput input_of_closes() {
  RunInput input;
  input.data = std::make_shared<const DataSet>(
      bars_at({0, 86'400, 172'800, 259'200, 345'600, 432'000}, closes));
  return input;
}

struct Asked {
  ObservedStrategy strategy;
  ObservedRun run;
  std::vector<WayThere> ways;

  const WayThere& to(const std::string& order) const {
    for (const WayThere& way : ways)
      if (strategy.source().places[static_cast<std::size_t>(way.place)].text.starts_with(order))
        return way;
    FAIL("there is no such order");
    return ways.front();
  }
};

Asked ask(int bar) {
  auto jit = Jit::create();
  REQUIRE(jit);
  Loader loader(std::move(*jit), std::nullopt, std::nullopt);
  auto compiled = ObservedStrategy::load({"asking.cpp", "", std::string(strategy)},
                                         *input_of_closes().data, loader);
  REQUIRE(compiled);
  auto run = compiled->run(input_of_closes(), bar, bar);
  REQUIRE(run);
  std::vector<WayThere> ways = ways_to_orders(compiled->source(), *run, bar);
  return {std::move(*compiled), std::move(*run), std::move(ways)};
}

// "mark condition was values", a line for each finding.
std::string told(const WayThere& way) {
  std::string text;
  for (const Finding& each : way.findings)
    text += std::string(each.holds ? "+" : "-") + " " + each.text + " " + each.was + " [" +
            each.values + "]\n";
  return text;
}

}  // namespace

TEST_CASE("the condition that did not hold is the last one, with its parts and their values") {
  const Asked asked = ask(1);  // closes at 11
  CHECK_FALSE(asked.to("buy").taken);
  CHECK(told(asked.to("buy")) ==
        "+ bar_index() == quiet false [bar_index() 1, quiet 3]\n"
        "- high false []\n"
        "- close > 12 false [close 11]\n"
        "+ close < close[1] false [close 11, close[1] 10]\n");
}

TEST_CASE("in a loop a condition tells how often it held") {
  CHECK(told(ask(1).to("sell")) ==
        "+ bar_index() == quiet false [bar_index() 1, quiet 3]\n"
        "+ high false []\n"
        "+ i < 4 4 of 5 true [i 4]\n"
        "+ i == 2 1 of 4 true [i 3]\n"
        "- close > 100 false [close 11]\n");
}

TEST_CASE("an early return is told with its condition") {
  const Asked asked = ask(3);
  CHECK(asked.to("buy").left_by == "return on line 5");
  CHECK(told(asked.to("buy")) == "- bar_index() == quiet true [bar_index() 3, quiet 3]\n");
}

TEST_CASE("a way that was taken says so, and what became of the order is told") {
  const Asked asked = ask(2);  // closes at 13: a limit of 8
  CHECK(asked.to("buy").taken);
  const auto& events = asked.run.trace.orders.events;
  const RunInput input = input_of_closes();
  const auto fates = fates_of_orders(events, input.data->bars(), 2);
  REQUIRE(fates.size() == 1);
  CHECK(fates[0].fate == "still waiting at the end: the low of 13 did not reach its limit 8");
}
