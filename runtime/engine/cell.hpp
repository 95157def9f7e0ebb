// Cell: one backtest of a sweep, of which only the statistics that rank and judge it are kept.
#pragma once

#include "runtime/engine/cell_statistics.hpp"
#include "runtime/engine/data_set.hpp"
#include "runtime/engine/ending.hpp"
#include "runtime/engine/indicator_memo.hpp"
#include "runtime/engine/program.hpp"
#include "runtime/engine/run.hpp"
#include "runtime/engine/signal_masks.hpp"
#include "runtime/engine/signal_walk.hpp"

#include <cstddef>
#include <optional>
#include <span>

namespace stratgen {

struct Cell {
  Ending ending = Ending::Failed;
  CellStatistics statistics;
};

// What cells need room for: one per thread, handed from cell to cell of one DataSet and Program.
//
// It holds on to every indicator column that its cells have asked for, so that the next cell finds
// them without a lock. They count beside the cache's own bytes only once the cache has let go of
// them; whoever wants to bound them looks at indicators.bytes() and forgets.
struct CellMemory {
  RunMemory run;
  IndicatorMemo indicators;
  std::optional<CellCalendar> calendar;
  SignalMasks masks;
  SignalWalk walk;
  const DataSet* data = nullptr;  // that the last two are of
  std::size_t first_bar = 0;

  // Before another DataSet, or when the columns are not to be needed again.
  void forget();
};

// `values` are those of resolve_params(), or of a ParamSpace. Safe to call from many threads on one
// DataSet, each with a memory of its own.
Cell run_cell(const Program& program, const DataSet& data, std::span<const double> values,
              const RunOptions& options, CellMemory& memory);

}  // namespace stratgen
