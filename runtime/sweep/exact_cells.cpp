#include "runtime/sweep/exact_cells.hpp"

#include "runtime/engine/backtest.hpp"
#include "runtime/sweep/parallel.hpp"
#include "runtime/verdict/overfitting.hpp"

#include <limits>
#include <utility>

namespace stratgen {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

Result<std::vector<ExactCell>> exact_cells(const Program& program, const DataSet& data,
                                           const ParamSpace& space,
                                           std::span<const std::uint64_t> cells,
                                           const SweepOptions& options) {
  std::vector<Result<ExactCell>> results(cells.size());
  STRATGEN_CHECK(for_each_parallel(cells.size(), options.jobs, [&](std::uint64_t i) {
    ExactCell& exact = *results[i];
    exact.cell = cells[i];
    exact.values = space.values(exact.cell);
    auto report = run_backtest(program, data, space.declared(), exact.values, options.run);
    if (!report) {
      results[i] = tl::unexpected(std::move(report.error()));
      return;
    }
    exact.statistics = report->statistics;
    exact.returns = returns_of(*report, data, options.run);
  }));
  std::vector<ExactCell> exact;
  for (Result<ExactCell>& result : results) {
    if (!result) return tl::unexpected(std::move(result.error()));
    exact.push_back(std::move(*result));
  }
  return exact;
}

Result<Overfitting> overfitting_of(const Program& program, const DataSet& data,
                                   const ParamSpace& space, const SweepSummary& summary,
                                   const SweepOptions& options) {
  if (summary.evaluated() == 0) return Overfitting{nan, nan, nan, nan, 0};
  std::vector<std::uint64_t> cells = summary.sample();
  cells.push_back(summary.top().front().cell);
  STRATGEN_TRY(std::vector<ExactCell> exact, exact_cells(program, data, space, cells, options));
  const ReturnMoments best = moments_of(exact.back().returns);
  exact.pop_back();
  std::vector<std::vector<double>> returns;
  for (ExactCell& cell : exact) returns.push_back(std::move(cell.returns));

  const auto all = static_cast<double>(summary.evaluated());
  Overfitting overfitting;
  overfitting.sampled = returns.size();
  overfitting.pbo = probability_of_overfitting(returns);
  overfitting.effective_trials = effective_trials(returns, all);
  overfitting.deflated_sharpe = deflated_sharpe_ratio(best, summary.sharpe_variance(), all);
  overfitting.effective_deflated_sharpe =
      deflated_sharpe_ratio(best, summary.sharpe_variance(), overfitting.effective_trials);
  return overfitting;
}

}  // namespace stratgen
