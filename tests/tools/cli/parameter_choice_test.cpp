// The grid of optimize against single backtests of all its combinations.
#include "tools/cli/parameter_choice.hpp"

#include "runtime/engine/backtest.hpp"
#include "tests/runtime/sweep/sweep_support.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

using namespace stratgen;
using namespace sweep_support;

namespace {

const std::atomic<bool> going = false;

ParameterChoice choice(const Program& program, const DataSet& data, const NamedLists& ranges,
                       const ChoiceOptions& options = {}) {
  const auto declared = declared_params(program, data);
  REQUIRE(declared);
  auto chosen = choose_parameters(program, data, *declared, ranges, options, going);
  if (!chosen) FAIL(chosen.error().message);
  return std::move(*chosen);
}

double sharpe_of(const Program& program, const DataSet& data, const std::vector<double>& values) {
  const auto report =
      run_backtest(program, data, declared_params(program, data).value(), values, {});
  REQUIRE(report);
  return report->statistics.sharpe_ratio;
}

}  // namespace

TEST_CASE("the best combination is the one with the highest Sharpe ratio of all backtests") {
  const std::vector<double> fasts = {2, 5, 9, 14}, slows = {10, 20, 33, 50, 80};
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    CAPTURE(seed);
    const DataSet data(wandering_bars(600, seed));
    const ParameterChoice chosen = choice(cross, data, {{"fast", fasts}, {"slow", slows}});
    double best = -HUGE_VAL;
    for (const double fast : fasts) {
      for (const double slow : slows) best = std::max(best, sharpe_of(cross, data, {fast, slow}));
    }
    REQUIRE(chosen.best);
    CHECK(sharpe_of(cross, data, *chosen.best) == best);
    CHECK(chosen.evaluated == 20);
    CHECK(chosen.rejected == 0);
    CHECK(chosen.failed == 0);
    CHECK_FALSE(chosen.drawn);
  }
}

TEST_CASE("parameters without values keep their default") {
  const DataSet data(wandering_bars(300));
  const ParameterChoice chosen = choice(cross, data, {{"slow", {10, 20, 30}}});
  REQUIRE(chosen.best);
  CHECK(chosen.best->front() == 5);
  CHECK(chosen.evaluated == 3);
}

TEST_CASE("among equals the first combination is taken, the last parameter changing first") {
  const DataSet data(wandering_bars(300));
  // The number sold is 1 + seed % 7: seeds 3, 10 and 17 sell 4 units, and are equal.
  const ParameterChoice chosen = choice(ends, data, {{"way", {0, 6, 7}}, {"seed", {3, 10, 17}}});
  REQUIRE(chosen.best);
  CHECK(*chosen.best == std::vector<double>{0, 3});
}

TEST_CASE("of more combinations than tries so many are drawn, the same ones by the same seed") {
  const DataSet data(wandering_bars(300));
  const NamedLists ranges = {{"fast", {2, 4, 6, 8, 10, 12}}, {"slow", {20, 30, 40, 50, 60, 70}}};
  const auto best_with = [&](std::uint64_t seed) {
    const ParameterChoice chosen = choice(cross, data, ranges, {{}, 5, seed});
    CHECK(chosen.evaluated == 5);
    CHECK(chosen.drawn ==
          "36 combinations of parameters -> 5 of them, drawn with seed " + std::to_string(seed));
    return chosen.best.value();
  };
  std::set<std::vector<double>> different;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    different.insert(best_with(seed));
    CHECK(best_with(seed) == best_with(seed));
  }
  CHECK(different.size() > 1);
  CHECK_FALSE(choice(cross, data, ranges, {{}, 36, 0}).drawn);
}

TEST_CASE("rejected and failing combinations are counted and passed over") {
  const DataSet data(wandering_bars(300));
  const ParameterChoice some = choice(ends, data, {{"way", {0, 1, 2, 4}}, {"seed", {1, 2, 3}}});
  REQUIRE(some.best);
  CHECK(some.best->front() == 0);
  CHECK(some.evaluated == 3);
  CHECK(some.rejected == 3);
  CHECK(some.failed == 6);

  const ParameterChoice none = choice(ends, data, {{"way", {1, 2, 4}}, {"seed", {1, 2, 3}}});
  CHECK_FALSE(none.best);
  CHECK(none.evaluated == 0);
  CHECK(
      none.why_none.starts_with("no combination of parameters can be judged on the train part: "));
  CHECK(none.why_none.find("3 rejected") != std::string::npos);
}

TEST_CASE("combinations that never trade are not the best of anything") {
  const DataSet data(wandering_bars(300));
  const ParameterChoice chosen = choice(idle, data, {{"a", {1, 2, 3}}});
  CHECK_FALSE(chosen.best);
  CHECK(chosen.evaluated == 3);
  CHECK(
      chosen.why_none ==
      "none of the 3 combinations of parameters that ran has a Sharpe ratio on the train part, as "
      "when nothing is traded");
}

TEST_CASE("an interruption is an error of its own kind") {
  const DataSet data(wandering_bars(300));
  const std::atomic<bool> interrupted = true;
  const auto declared = declared_params(cross, data).value();
  const auto chosen =
      choose_parameters(cross, data, declared, {{"fast", {2, 3, 4}}}, {}, interrupted);
  REQUIRE_FALSE(chosen);
  CHECK(chosen.error().fault == Fault::Interrupted);
}

TEST_CASE("what is before the first bar to trade is not judged") {
  const DataSet data(wandering_bars(600));
  ChoiceOptions options;
  options.run.first_bar = 400;
  const ParameterChoice late =
      choice(cross, data, {{"fast", {2, 5, 9}}, {"slow", {20, 40, 80}}}, options);
  REQUIRE(late.best);
  double best = -HUGE_VAL;
  for (const double fast : {2, 5, 9}) {
    for (const double slow : {20, 40, 80}) {
      const std::vector<double> values = {fast, slow};
      best = std::max(
          best, run_backtest(cross, data, declared_params(cross, data).value(), values, options.run)
                    ->statistics.sharpe_ratio);
    }
  }
  CHECK(run_backtest(cross, data, declared_params(cross, data).value(), *late.best, options.run)
            ->statistics.sharpe_ratio == best);
}
