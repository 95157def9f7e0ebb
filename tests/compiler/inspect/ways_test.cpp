#include "tests/compiler/inspect/guarded.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace stratgen;

namespace {

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

}  // namespace

TEST_CASE("the way to an order holds branches, exits before it and the callers' conditions") {
  const InstrumentedSource source = instrumented(guarded);
  CHECK(way_to(source, "buy({.size = 1})") ==
        std::vector<std::string>{"no return", "above", "no return"});
  CHECK(way_to(source, "sell({.size = 2})") ==
        std::vector<std::string>{"no return", "not above", "crossover(ma, close)"});
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
