// Definitions as in backtesting.py 0.6.6, compute_drawdown_duration_peaks().
#include "runtime/engine/statistics_drawdowns.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace stratgen {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// NaN where there is none: see drawdown_durations.
double drawdown_of_last_bar(std::span<const double> drawdown) {
  return drawdown.back() == 0 ? nan : drawdown.back();
}

std::int64_t duration(const Bars& bars, const DrawdownPeriod& period) {
  return bars.time[period.to] - bars.time[period.from];
}

}  // namespace

std::vector<double> drawdowns(std::span<const double> equity) {
  std::vector<double> drawdown;
  drawdown.reserve(equity.size());
  double peak = -std::numeric_limits<double>::infinity();
  for (const double value : equity) {
    peak = std::max(peak, value);
    drawdown.push_back(1 - value / peak);
  }
  return drawdown;
}

std::vector<DrawdownPeriod> drawdown_periods(std::span<const double> drawdown) {
  std::vector<DrawdownPeriod> periods;
  std::size_t from = 0;
  double deepest = 0;
  for (std::size_t i = 0; i < drawdown.size(); ++i) {
    deepest = std::max(deepest, drawdown[i]);
    if (drawdown[i] != 0 && i + 1 != drawdown.size()) continue;
    if (i > from + 1) periods.push_back({from, i, deepest});
    from = i;
    deepest = 0;
  }
  return periods;
}

std::vector<double> drawdown_durations(const Bars& bars, std::span<const double> drawdown) {
  std::vector<double> durations(drawdown.size(), nan);
  const std::vector<DrawdownPeriod> periods = drawdown_periods(drawdown);
  if (periods.empty()) durations.back() = drawdown_of_last_bar(drawdown);
  for (const DrawdownPeriod& period : periods)
    durations[period.to] = static_cast<double>(duration(bars, period));
  return durations;
}

DrawdownStatistics drawdown_statistics(const Bars& bars, std::span<const double> equity,
                                       const Spacing& spacing) {
  const std::vector<double> drawdown = drawdowns(equity);
  const std::vector<DrawdownPeriod> periods = drawdown_periods(drawdown);
  const double deepest = *std::max_element(drawdown.begin(), drawdown.end());
  if (periods.empty()) {
    const double last = drawdown_of_last_bar(drawdown);
    return {deepest, last, last, last};
  }
  double sum_deepest = 0;
  std::int64_t longest = 0, sum = 0;
  for (const DrawdownPeriod& period : periods) {
    sum_deepest += period.deepest;
    sum += duration(bars, period);
    longest = std::max(longest, duration(bars, period));
  }
  const auto count = static_cast<std::int64_t>(periods.size());
  return {deepest, sum_deepest / static_cast<double>(count), rounded_up_mean(longest, 1, spacing),
          rounded_up_mean(sum, count, spacing)};
}

}  // namespace stratgen
