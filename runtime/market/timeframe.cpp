#include "runtime/market/timeframe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace stratgen {
namespace {

constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

// The lower quartile of the spacings: nights, weekends and missing bars only ever make a spacing
// longer. (The median fails for sessions of two bars, half of whose spacings are nights.)
std::int64_t usual_spacing(const Bars& bars) {
  std::vector<std::int64_t> spacing;
  spacing.reserve(bars.size());
  for (std::size_t i = 1; i < bars.size(); ++i) spacing.push_back(bars.time[i] - bars.time[i - 1]);
  const auto quartile = spacing.begin() + static_cast<std::ptrdiff_t>(spacing.size() / 4);
  std::nth_element(spacing.begin(), quartile, spacing.end());
  return *quartile;
}

}  // namespace

std::optional<std::int64_t> timeframe_seconds(std::string_view timeframe) {
  if (timeframe == "1d") return day;
  if (timeframe == "1wk") return 7 * day;
  if (timeframe == "1mo") return 30 * day;
  int count = 0;
  const char* const end = timeframe.data() + timeframe.size();
  const auto [rest, error] = std::from_chars(timeframe.data(), end, count);
  if (error != std::errc{} || rest + 1 != end || count < 1 || count > 24 * 60) return std::nullopt;
  if (*rest != 'm' && *rest != 'h') return std::nullopt;
  const std::int64_t seconds = count * (*rest == 'm' ? minute : hour);
  if (seconds >= day || day % seconds != 0) return std::nullopt;
  return seconds;
}

std::string timeframe_text(std::int64_t seconds) {
  if (seconds == day) return "1d";
  if (seconds == 7 * day) return "1wk";
  if (seconds == 30 * day) return "1mo";
  if (seconds % hour == 0) return fmt::format("{}h", seconds / hour);
  if (seconds % minute == 0) return fmt::format("{}m", seconds / minute);
  return fmt::format("{}s", seconds);
}

Result<std::string> find_timeframe(const Bars& bars) {
  if (bars.clock == Clock::Numbers) {
    return fail(Fault::Data,
                fmt::format("the bars of {} have no dates, so their timeframe is not known; "
                            "add a column Date",
                            bars.symbol));
  }
  if (bars.size() < 2) {
    return fail(Fault::Data,
                fmt::format("the timeframe of {} takes two bars to find", bars.symbol));
  }
  const std::int64_t spacing = usual_spacing(bars);
  const bool whole_minutes = spacing < day && spacing % minute == 0;
  if (whole_minutes || spacing == day || spacing == 7 * day) return timeframe_text(spacing);
  if (spacing >= 28 * day && spacing <= 31 * day) return std::string("1mo");
  return fail(Fault::Data,
              fmt::format("the bars of {} are mostly {} seconds apart, which is none of the "
                          "timeframes 1m 5m 15m 1h 4h 1d 1wk 1mo",
                          bars.symbol, spacing));
}

}  // namespace stratgen
