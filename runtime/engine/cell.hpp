// Cell: one backtest of a sweep, of which only the statistics that rank and judge it are kept.
#pragma once

#include "runtime/engine/data_set.hpp"
#include "runtime/engine/program.hpp"
#include "runtime/engine/run.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace stratgen {

// How a cell ended. Only a Completed one has statistics.
enum class Ending : std::uint8_t {
  Completed,
  Rejected,      // the strategy refused its parameters
  OutOfBudget,   // of loop iterations and calls, or of memory
  Trap,          // a bad index, an overflow, a fault of the machine
  RefusedOrder,  // an order that the rules refuse
  Ruined,        // the equity was gone
  Failed,        // anything else
};
// "completed", "rejected", "out of budget", ...
std::string_view to_string(Ending ending);

// Units and definitions as in Statistics; a NaN is undefined. The numbers differ from those of
// compute_statistics() by rounding only (1e-9), and not at all between instruction sets.
struct CellStatistics {
  double return_pct = 0;
  double annual_return_pct = 0, annual_volatility_pct = 0;
  double sharpe_ratio = 0, sortino_ratio = 0;
  double max_drawdown_pct = 0;
  double win_rate_pct = 0, exposure_time_pct = 0, profit_factor = 0;
  std::int64_t trades = 0;
  // What deflation goes by, not annualised: mean over sample deviation of period_returns(). NaN
  // where they do not vary.
  double period_sharpe = 0;
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
