// Cell: one backtest of a sweep, of which only the statistics that rank and judge it are kept.
#pragma once

#include "runtime/engine/data_set.hpp"
#include "runtime/engine/ending.hpp"
#include "runtime/engine/program.hpp"
#include "runtime/engine/run.hpp"

#include <cstdint>
#include <span>

namespace stratgen {

// Units and definitions as in Statistics; a NaN is undefined. The numbers differ from those of
// compute_statistics() by rounding only (1e-9), and not at all between instruction sets.
struct CellStatistics {
  double return_pct = 0;
  double annual_return_pct = 0, annual_volatility_pct = 0;
  double sharpe_ratio = 0, sortino_ratio = 0;
  double max_drawdown_pct = 0;
  double win_rate_pct = 0, exposure_time_pct = 0, profit_factor = 0;
  std::int64_t trades = 0;
};

struct Cell {
  Ending ending = Ending::Failed;
  CellStatistics statistics;
};

// What cells need room for: one per thread, handed from cell to cell of one DataSet and Program.
struct CellMemory {
  RunMemory run;
};

// `values` are those of resolve_params(), or of a ParamSpace. Safe to call from many threads on one
// DataSet, each with a memory of its own.
Cell run_cell(const Program& program, const DataSet& data, std::span<const double> values,
              const RunOptions& options, CellMemory& memory);

}  // namespace stratgen
