// The statistics of a walk over signals: a few loads for each position, whatever its length.
#pragma once

#include "runtime/engine/cell_statistics.hpp"
#include "runtime/engine/close_table.hpp"
#include "runtime/engine/signal_walk.hpp"

#include <vector>

namespace stratgen {

struct TradeSums {
  double gains = 0, losses = 0;  // of returns
  std::int64_t trades = 0, winners = 0;
  int covered = 0;  // bars in some closed trade
};

// A walk's curve from its first bar on, and its trades.
struct WalkSums {
  CurveSums curve;
  TradeSums trades;
  double last = 0;   // of the curve
  double error = 0;  // of its sums, relative
};

void add_trades(CellStatistics& s, const TradeSums& sums, std::size_t bars);

// `curve` is room for the positions that the table does not know.
WalkSums sum_walk(const SignalWalk& walk, const CloseTable& table, std::span<const double> close,
                  double cash, const CurveKernels& kernels, std::vector<double>& curve);

}  // namespace stratgen
