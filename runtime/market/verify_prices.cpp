// Rows that cannot be: order, duplicates, prices, open-high-low-close.
#include "runtime/market/verify_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace stratgen {
namespace {

// As Bars has it: rounding of an adjustment is no defect.
constexpr double tolerance = 1e-9;

std::string unpriced_text(const Bars& bars, std::size_t i) {
  for (const auto& [name, value] :
       {std::pair{"open", bars.open[i]}, std::pair{"high", bars.high[i]},
        std::pair{"low", bars.low[i]}, std::pair{"close", bars.close[i]}}) {
    if (!std::isfinite(value)) return fmt::format("{} is not a number", name);
    if (value == 0) return fmt::format("{} is zero", name);
    if (value < 0) {
      return fmt::format("{} {} is negative, which can be true of a future or a spread", name,
                         value);
    }
  }
  return "";
}

bool is_same_day(std::int64_t a, std::int64_t b) {
  using std::chrono::days, std::chrono::seconds, std::chrono::sys_seconds;
  return std::chrono::floor<days>(sys_seconds(seconds(a))) ==
         std::chrono::floor<days>(sys_seconds(seconds(b)));
}

}  // namespace

bool is_one_bar_twice(const Bars& bars, std::size_t i, std::string_view timeframe) {
  if (bars.time[i] == bars.time[i - 1]) return true;
  return timeframe == "1d" && bars.clock != Clock::Numbers &&
         is_same_day(bars.time[i], bars.time[i - 1]);
}

void check_order(const Measured& measured, Defects& found) {
  const Bars& bars = measured.bars;
  for (std::size_t i = 1; i < bars.size(); ++i) {
    if (is_one_bar_twice(bars, i, measured.expected.timeframe)) {
      found.push_back(at_row(measured, i, "duplicate", Severity::Severe,
                             bars.time[i] == bars.time[i - 1]
                                 ? "has the time of the bar before it"
                                 : "is of the same day as the bar before it",
                             "keep the last of them"));
    } else if (bars.time[i] < bars.time[i - 1]) {
      found.push_back(at_row(measured, i, "order", Severity::Severe,
                             fmt::format("comes after {}", date_text(measured, i - 1)),
                             "sort the bars by time"));
    }
  }
}

void check_prices(const Measured& measured, Defects& found) {
  const Bars& bars = measured.bars;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    if (!measured.is_priced(i)) {
      const bool negative = std::min({bars.open[i], bars.high[i], bars.low[i], bars.close[i]}) < 0;
      found.push_back(at_row(measured, i, "price", Severity::Severe, unpriced_text(bars, i),
                             negative ? "" : "leave the bar out"));
    }
    const double top = std::max(bars.open[i], bars.close[i]);
    const double bottom = std::min(bars.open[i], bars.close[i]);
    const double slack = tolerance * std::fabs(top);
    const bool below = bars.high[i] < top - slack || bars.high[i] < bars.low[i] - slack;
    const bool above = bars.low[i] > bottom + slack;
    if (!below && !above) continue;
    found.push_back(
        at_row(measured, i, "ohlc", Severity::Severe,
               below ? fmt::format("high {} is below {}", bars.high[i], std::max(top, bars.low[i]))
                     : fmt::format("low {} is above {}", bars.low[i], bottom),
               "widen high and low to hold open and close"));
  }
}

}  // namespace stratgen
