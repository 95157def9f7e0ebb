// Cells of a sweep run again by the exact engine: all statistics of the best ones, and how far
// their rank is owed to the search.
#pragma once

#include "runtime/engine/statistics.hpp"
#include "runtime/sweep/sweep.hpp"
#include "runtime/sweep/sweep_summary.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace stratgen {

struct ExactCell {
  std::uint64_t cell = 0;
  std::vector<double> values;  // of the parameters, in their order
  Statistics statistics;
  std::vector<double> returns;  // returns_of() the report
};

// In the order asked. A cell that fails is the Error of that backtest.
Result<std::vector<ExactCell>> exact_cells(const Program& program, const DataSet& data,
                                           const ParamSpace& space,
                                           std::span<const std::uint64_t> cells,
                                           const SweepOptions& options);

// Of the best cell by the summary's metric. See runtime/verdict/overfitting.hpp; what cannot be
// computed is NaN.
struct Overfitting {
  double deflated_sharpe = 0;  // over all evaluated cells
  double pbo = 0;              // over the summary's sample of cells
  double effective_trials = 0;
  double effective_deflated_sharpe = 0;  // over so many cells instead
  std::size_t sampled = 0;               // cells of the sample
};

Result<Overfitting> overfitting_of(const Program& program, const DataSet& data,
                                   const ParamSpace& space, const SweepSummary& summary,
                                   const SweepOptions& options);

}  // namespace stratgen
