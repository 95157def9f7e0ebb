#include "runtime/sweep/metric.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace stratgen;

namespace {

double score(const char* name, const CellStatistics& statistics) {
  return find_metric(name).value().score(statistics);
}

}  // namespace

TEST_CASE("a metric is found by backtesting.py's name, and reversed by a minus") {
  CellStatistics statistics;
  statistics.sharpe_ratio = 1.5;
  statistics.annual_volatility_pct = 20;
  CHECK(score("Sharpe Ratio", statistics) == 1.5);
  CHECK(score("-Volatility (Ann.) [%]", statistics) == -20);
}

TEST_CASE("the shallowest drawdown is the best, with or without a minus") {
  CellStatistics statistics;
  statistics.max_drawdown_pct = -12;
  CHECK(score("Max. Drawdown [%]", statistics) == -12);
  CHECK(score("-Max. Drawdown [%]", statistics) == -12);
}

TEST_CASE("an unknown metric is refused with the names there are") {
  const auto metric = find_metric("Sharpe");
  REQUIRE(!metric);
  CHECK(metric.error().fault == Fault::Usage);
  CHECK(metric.error().message.find("\"Sharpe Ratio\"") != std::string::npos);
}

TEST_CASE("cells rank by score, then by number, those without a score last") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(ranks_before(2, 9, 1, 3));
  CHECK(ranks_before(1, 3, 1, 9));
  CHECK(!ranks_before(1, 9, 1, 3));
  CHECK(ranks_before(-5, 9, nan, 3));
  CHECK(!ranks_before(nan, 3, -5, 9));
  CHECK(ranks_before(nan, 3, nan, 9));
}
