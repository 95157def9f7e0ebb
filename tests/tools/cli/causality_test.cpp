#include "tools/cli/causality.hpp"

#include "tests/runtime/sweep/sweep_strategies.hpp"
#include "tests/tools/cli/bars.hpp"
#include "tests/tools/cli/causality_strategies.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace stratgen;

namespace {

// Days from 2020-01-01 on, on which the price swings with a period of 19 bars.
Bars swinging(int count) {
  std::vector<std::int64_t> times;
  std::vector<double> closes;
  for (int i = 0; i < count; ++i) {
    times.push_back(1'577'836'800 + (i * std::int64_t{86400}));
    closes.push_back(100 + (10 * std::sin(i / 3.0)));
  }
  return bars_at(times, closes);
}

std::optional<std::string> tried(const Program& program, int bars) {
  const DataSet data(swinging(bars));
  RunOptions options;
  options.broker.cash = 100'000;
  const auto declared = declared_params(program, data);
  REQUIRE(declared);
  const auto values = resolve_params(program.name, *declared, {});
  REQUIRE(values);
  const auto report = run_backtest(program, data, *declared, *values, options);
  REQUIRE(report);
  REQUIRE(report->statistics.trades > 0);
  return looks_ahead(program, data, {}, *declared, *values, options, *report);
}

}  // namespace

TEST_CASE("a strategy that knows what comes is found out, with the day from which on") {
  // It sells at the open of bar 11, 2020-01-12, only where it sees 100 bars.
  const auto why = tried({"CountsBars", causality_strategies::counts_bars, {}}, 120);
  REQUIRE(why);
  CHECK(why->find("it looks ahead: without the bars after ") == 0);
  CHECK(why->find(" from 2020-01-1") != std::string::npos);
}

TEST_CASE("a strategy of the past is the same, however the bars end") {
  for (const int bars : {60, 120, 121, 122}) {
    CAPTURE(bars);
    CHECK(tried({"Cross", sweep_strategies::cross, {}}, bars) == std::nullopt);
  }
}
