#include "runtime/sweep/exact_cells.hpp"

#include "runtime/verdict/overfitting.hpp"
#include "tests/runtime/sweep/sweep_support.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

using namespace stratgen;
using namespace sweep_support;
using doctest::Approx;

namespace {

const Metric sharpe = find_metric("Sharpe Ratio").value();

// Equal to 1e-9, or both undefined.
bool agree(double a, double b) {
  return (std::isnan(a) && std::isnan(b)) || a == b || std::abs(a - b) <= 1e-9 * std::abs(b);
}

SweepSummary summary_of(const std::vector<CellResult>& results) {
  SweepSummary summary(sharpe, 10, 50);
  summary.add(BlockResult{0, 0, results});
  return summary;
}

}  // namespace

TEST_CASE("the exact engine agrees with what a cell keeps, to 1e-9") {
  const DataSet data(wandering_bars(400));
  const ParamSpace space = space_of(cross, data, {"fast=1:40:3", "slow=2:70:5"});
  const auto results = results_of(cross, data, blocks_of(space));
  std::vector<std::uint64_t> cells;
  for (const CellResult& result : results) cells.push_back(result.cell);
  const auto exact = exact_cells(cross, data, space, cells, {.jobs = 2});
  REQUIRE(exact);
  REQUIRE(exact->size() == results.size());
  for (std::size_t i = 0; i < results.size(); ++i) {
    const ExactCell& full = (*exact)[i];
    const CellStatistics& kept = results[i].result.statistics;
    CAPTURE(full.cell);
    REQUIRE(full.cell == results[i].cell);
    CHECK(full.values == space.values(full.cell));
    CHECK(agree(kept.return_pct, full.statistics.return_pct));
    CHECK(agree(kept.annual_return_pct, full.statistics.annual_return_pct));
    CHECK(agree(kept.annual_volatility_pct, full.statistics.annual_volatility_pct));
    CHECK(agree(kept.sharpe_ratio, full.statistics.sharpe_ratio));
    CHECK(agree(kept.sortino_ratio, full.statistics.sortino_ratio));
    CHECK(agree(kept.max_drawdown_pct, full.statistics.max_drawdown_pct));
    CHECK(agree(kept.win_rate_pct, full.statistics.win_rate_pct));
    CHECK(agree(kept.exposure_time_pct, full.statistics.exposure_time_pct));
    CHECK(agree(kept.profit_factor, full.statistics.profit_factor));
    CHECK(agree(kept.period_sharpe, moments_of(full.returns).sharpe));
    CHECK(kept.trades == full.statistics.trades);
  }
}

TEST_CASE("overfitting is measured on exact returns of the sample and the best cell") {
  const DataSet data(wandering_bars(400));
  const ParamSpace space = space_of(cross, data, {"fast=2:10:2", "slow=20:50:10"});
  const SweepSummary summary = summary_of(results_of(cross, data, blocks_of(space)));
  const auto found = overfitting_of(cross, data, space, summary, {.jobs = 2});
  REQUIRE(found);
  CHECK(found->sampled == 20);  // all of them

  const std::vector<std::uint64_t> best = {summary.top().front().cell};
  const auto exact = exact_cells(cross, data, space, best, {});
  REQUIRE(exact);
  const auto all = exact_cells(cross, data, space, summary.sample(), {});
  std::vector<std::vector<double>> returns;
  double mean = 0, variance = 0;
  for (const ExactCell& cell : *all) returns.push_back(cell.returns);
  for (const auto& r : returns) mean += moments_of(r).sharpe / 20;
  for (const auto& r : returns) variance += std::pow(moments_of(r).sharpe - mean, 2) / 19;
  CHECK(found->deflated_sharpe ==
        Approx(deflated_sharpe_ratio(moments_of(exact->front().returns), variance, 20))
            .epsilon(1e-8));
  CHECK(found->pbo == probability_of_overfitting(returns));
  CHECK(found->effective_trials > 1);
  CHECK(found->effective_trials < 20);
  CHECK(found->effective_deflated_sharpe > found->deflated_sharpe);
}

TEST_CASE("overfitting is the same for any number of jobs") {
  const DataSet data(wandering_bars(200));
  const ParamSpace space = space_of(cross, data, {"fast=2:20:1", "slow=20:60:2"});
  const SweepSummary summary = summary_of(results_of(cross, data, blocks_of(space)));
  const auto one = overfitting_of(cross, data, space, summary, {.jobs = 1});
  const auto four = overfitting_of(cross, data, space, summary, {.jobs = 4});
  REQUIRE(one);
  REQUIRE(four);
  CHECK(one->sampled == 50);
  CHECK(one->deflated_sharpe == four->deflated_sharpe);
  CHECK(one->pbo == four->pbo);
  CHECK(one->effective_trials == four->effective_trials);
}

TEST_CASE("without cells, trades or dates overfitting is undefined") {
  const DataSet data(wandering_bars(100));
  const ParamSpace space = space_of(idle, data, {"a=1,2,3"});
  const auto none = overfitting_of(idle, data, space, summary_of({}), {});
  REQUIRE(none);
  CHECK(std::isnan(none->deflated_sharpe));
  CHECK(std::isnan(none->pbo));
  const auto flat =
      overfitting_of(idle, data, space, summary_of(results_of(idle, data, blocks_of(space))), {});
  REQUIRE(flat);
  CHECK(std::isnan(flat->deflated_sharpe));
  CHECK(std::isnan(flat->pbo));
  Bars numbered = wandering_bars(100);
  numbered.clock = Clock::Numbers;
  const DataSet without_dates(std::move(numbered));
  const ParamSpace crosses = space_of(cross, without_dates, {"fast=2,3", "slow=10,20"});
  const auto undated =
      overfitting_of(cross, without_dates, crosses,
                     summary_of(results_of(cross, without_dates, blocks_of(crosses))), {});
  REQUIRE(undated);
  CHECK(std::isnan(undated->deflated_sharpe));
  CHECK(std::isnan(undated->pbo));
}

TEST_CASE("a single evaluated cell is not deflated") {
  const DataSet data(wandering_bars(300));
  const ParamSpace space = space_of(cross, data, {"fast=5", "slow=20"});
  const auto found =
      overfitting_of(cross, data, space, summary_of(results_of(cross, data, blocks_of(space))), {});
  REQUIRE(found);
  const auto exact = exact_cells(cross, data, space, std::vector<std::uint64_t>{0}, {});
  CHECK(found->deflated_sharpe ==
        probabilistic_sharpe_ratio(moments_of(exact->front().returns), 0));
  CHECK(std::isnan(found->pbo));
}

TEST_CASE("a cell that fails again is an error of that backtest") {
  const DataSet data(wandering_bars(60));
  const ParamSpace space = space_of(ends, data, {"way=0,4"});
  const auto exact = exact_cells(ends, data, space, std::vector<std::uint64_t>{0, 1}, {});
  REQUIRE(!exact);
  CHECK(exact.error().message.find("Ends") != std::string::npos);
}
