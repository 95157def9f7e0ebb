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

#include <array>
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
  std::array<SignalMasks, curves_at_once> masks;
  SignalWalk walk;
  const DataSet* data = nullptr;  // that the last two are of
  std::size_t first_bar = 0;

  // Before another DataSet, or when the columns are not to be needed again.
  void forget();
};

// Cells of one program on one data set, one after the other: what they have in common is made ready
// once. All that it is given outlives it, and `memory` is nobody else's meanwhile. Safe to use from
// many threads on one DataSet, each with Cells and a memory of its own.
class Cells {
 public:
  Cells(const Program& program, const DataSet& data, const RunOptions& options, CellMemory& memory);

  // `values` are those of resolve_params(), or of a ParamSpace.
  Cell run(std::span<const double> values);
  // The same of several cells, at most `curves_at_once`, step by step: what a step needs, and what
  // it teaches the branch predictor, serves for all of them.
  void run(std::span<const std::span<const double>> values, std::span<Cell> cells);

 private:
  // Cells whose statistics are to be ended.
  struct Begun {
    std::array<CurveSums, curves_at_once> sums;
    std::array<CellStatistics*, curves_at_once> statistics;
    std::size_t count = 0;

    void add(const CurveSums& of_curve, CellStatistics& to) {
      sums[count] = of_curve;
      statistics[count++] = &to;
    }
  };

  bool write_signals(std::span<const double> values, SignalMasks& masks, Cell& cell);
  std::array<WalkSums, curves_at_once> walk(std::span<const std::size_t> cells);
  bool add_walk(const WalkSums& sums, Cell& cell, Begun& begun);
  void end_run(const SignalMasks& masks, Cell& cell, Begun& begun);

  const DataSet& data_;
  const RunOptions& options_;
  CellMemory& memory_;
  CellStatisticsOptions statistics_;
  std::optional<Run> run_;             // none where there is no bar to trade
  const CloseTable* table_ = nullptr;  // where each bar is a period
  bool may_walk_ = false;
};

// The same of a single one.
Cell run_cell(const Program& program, const DataSet& data, std::span<const double> values,
              const RunOptions& options, CellMemory& memory);

}  // namespace stratgen
