// Drawdowns: how far, and for how long, equity stays below its peak.
#pragma once

#include "runtime/engine/statistics_spacing.hpp"
#include "runtime/market/bars.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace stratgen {

// Per bar: 1 - equity / highest equity so far, a ratio.
std::vector<double> drawdowns(std::span<const double> equity);

// From a bar at the peak to the bar of recovery, or to the last one. At least one bar lies between.
struct DrawdownPeriod {
  std::size_t from = 0, to = 0;
  double deepest = 0;  // ratio
};
std::vector<DrawdownPeriod> drawdown_periods(std::span<const double> drawdown);

// Per bar: at the end of a period its duration in seconds (rows without dates), NaN elsewhere.
// Where there is no period at all backtesting.py shows the drawdown itself, and so does this: it
// can be other than 0 only at the last bar.
std::vector<double> drawdown_durations(const Bars& bars, std::span<const double> drawdown);

struct DrawdownStatistics {
  double deepest = 0, mean_deepest = 0;  // ratios
  double max_duration = 0, mean_duration = 0;
};
DrawdownStatistics drawdown_statistics(const Bars& bars, std::span<const double> equity,
                                       const Spacing& spacing);

}  // namespace stratgen
