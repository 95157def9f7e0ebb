// The SMA cross as somebody would write it in C++ for a sweep: the engine's rules for this one
// strategy, the engine's kernels for its statistics, nothing else.
#pragma once

#include "runtime/engine/cell_statistics.hpp"
#include "runtime/market/bars.hpp"

#include <span>
#include <vector>

namespace stratgen {

struct CrossByHand {
  struct Trade {
    int entry_bar, exit_bar;
    double size, entry_price, exit_price, commission;
  };

  const Bars& bars;
  double commission = 0;  // relative
  double periods_per_year = 252;
  std::vector<double> equity = std::vector<double>(bars.size());
  std::vector<Trade> trades = {};

  // `start` is the first bar of trading. All of the cash buys whole units at the open after fast
  // crosses above slow; the open after it crosses below sells them.
  void trade(const double* fast, const double* slow, int start);
  CellStatistics run(const double* fast, const double* slow, int start);
};

}  // namespace stratgen
