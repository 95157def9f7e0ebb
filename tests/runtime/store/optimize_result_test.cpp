#include "runtime/store/optimize_result.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace stratgen;

TEST_CASE("the improvement is the test's Sharpe ratio minus discover's") {
  OptimizeResult result;
  result.v4_sharpe = 0.25;
  result.train_stats = {{"Sharpe Ratio", 9}};
  result.test_stats = {{"Return [%]", 3}, {"Sharpe Ratio", 0.75}};
  CHECK(sharpe_improvement(result) == 0.5);  // 0.75 - 0.25
  result.v4_sharpe = std::nan("");
  CHECK(std::isnan(sharpe_improvement(result)));
  result.v4_sharpe = 0.25;
  result.test_stats.clear();
  CHECK(std::isnan(sharpe_improvement(result)));
}

TEST_CASE("a number is found by its name") {
  const NamedNumbers numbers = {{"a", 1}, {"b", 2}};
  CHECK(number_named(numbers, "b") == 2);
  CHECK(std::isnan(number_named(numbers, "c")));
}
