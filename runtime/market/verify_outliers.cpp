// Single prices that nobody else saw: closes and opens that are taken back at once, and wicks.
#include "runtime/market/verify_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stratgen {
namespace {

// In usual moves (medians; 1.48 of them are a standard deviation of normal ones).
constexpr double far = 8;
constexpr double least_move = 0.002;
constexpr double far_wick = 8;
constexpr double far_wick_always_open = 15;  // thin books at night truly have them
constexpr double far_wick_without_volume = 4;

// A move of which at least half is left after the next one was no outlier.
constexpr double most_left = 0.5;

// A bad print is gone with the first price of the next bar; news are answered in the course of it.
constexpr double least_undone_by_open = 0.8;

bool is_reversal(double there, double back) {
  return there * back < 0 &&
         std::fabs(there + back) < most_left * std::min(std::fabs(there), std::fabs(back));
}

bool is_bad_close(const Measured& m, std::size_t i) {
  const double there = m.change[i], back = m.change[i + 1];
  if (!is_reversal(there, back)) return false;
  const double least = std::max(far * m.usual_change.at(i), least_move);
  if (std::min(std::fabs(there), std::fabs(back)) < least) return false;
  return -m.gap[i + 1] / there >= least_undone_by_open;
}

// Away from the close before and from its own close, and the low or the high of its bar.
bool is_bad_open(const Measured& m, std::size_t i) {
  const double there = m.gap[i], back = std::log(m.bars.close[i] / m.bars.open[i]);
  if (!is_reversal(there, back) || is_flash_day(m.bars.time[i])) return false;
  return std::min(std::fabs(there), std::fabs(back)) > far_wick * m.usual_range.at(i);
}

// How far the high or the low (the farther of them) lies outside its limits. Positive for a high.
double wick(const Bars& bars, std::size_t i) {
  const WickLimits limits = wick_limits(bars, i);
  const double up = std::log(bars.high[i] / limits.high);
  const double down = std::log(limits.low / bars.low[i]);
  return up > down ? up : -down;
}

}  // namespace

WickLimits wick_limits(const Bars& bars, std::size_t i) {
  WickLimits limits{std::max(bars.open[i], bars.close[i]), std::min(bars.open[i], bars.close[i])};
  const std::size_t before = i == 0 ? i + 1 : i - 1;
  const std::size_t after = i + 1 == bars.size() ? i - 1 : i + 1;
  for (const std::size_t neighbour : {before, after}) {
    limits.high = std::max(limits.high, bars.high[neighbour]);
    limits.low = std::min(limits.low, bars.low[neighbour]);
  }
  return limits;
}

void check_outliers(const Measured& m, Defects& found) {
  for (std::size_t i = 1; i + 1 < m.size(); ++i) {
    if (!m.is_priced(i - 1) || !m.is_priced(i) || !m.is_priced(i + 1)) continue;
    if (is_bad_close(m, i)) {
      found.push_back(at_row(
          m, i, "outlier", Severity::Warning,
          fmt::format(
              "close {:.6g} is {:+.1f} % from the one before, and the next open takes it back; "
              "a usual move here is {:.2f} %",
              m.bars.close[i], 100 * std::expm1(m.change[i]), 100 * m.usual_change.at(i)),
          "compare with another source"));
    } else if (is_bad_open(m, i)) {
      found.push_back(
          at_row(m, i, "outlier", Severity::Warning,
                 fmt::format("open {:.6g} is {:+.1f} % from the close before and {:+.1f} % "
                             "from its own",
                             m.bars.open[i], 100 * std::expm1(m.gap[i]),
                             100 * (m.bars.open[i] / m.bars.close[i] - 1)),
                 "compare with another source"));
    }
  }
}

void check_wicks(const Measured& m, Defects& found) {
  const double far_with_volume =
      m.market.market == Market::Crypto ? far_wick_always_open : far_wick;
  if (m.size() < 3) return;
  for (std::size_t i = 0; i < m.size(); ++i) {
    const bool priced = m.is_priced(i) && (i == 0 || m.is_priced(i - 1)) &&
                        (i + 1 == m.size() || m.is_priced(i + 1));
    if (!priced || is_flash_day(m.bars.time[i])) continue;
    const double size = wick(m.bars, i);
    const bool silent = m.has_volume && m.bars.volume[i] == 0;
    const double usual = m.usual_range.at(i);
    const double limit = silent ? far_wick_without_volume : far_with_volume;
    if (std::fabs(size) < limit * usual) continue;
    found.push_back(at_row(
        m, i, "wick", Severity::Warning,
        fmt::format(
            "{} {:.6g} lies {:.1f} % outside its open, close and neighbours{}; a usual range "
            "here is {:.2f} %",
            size > 0 ? "high" : "low", size > 0 ? m.bars.high[i] : m.bars.low[i],
            100 * std::expm1(std::fabs(size)), silent ? ", without any volume" : "", 100 * usual),
        "clip it to open, close and neighbours"));
  }
}

}  // namespace stratgen
