#include "runtime/market/bars.hpp"

#include "runtime/base/hash.hpp"
#include "runtime/market/bar_file.hpp"
#include "runtime/market/stamp.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <vector>

namespace stratgen {
namespace {

constexpr std::int64_t seconds_per_day = 86400;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::int64_t day_number(std::int64_t time) {
  return (time >= 0 ? time : time - (seconds_per_day - 1)) / seconds_per_day;
}

// 1970-01-01 was a Thursday, so day numbers 2 and 3 modulo 7 are Saturday and Sunday.
bool is_weekend(std::int64_t time) {
  const std::int64_t since_thursday = ((day_number(time) % 7) + 7) % 7;
  return since_thursday == 2 || since_thursday == 3;
}

}  // namespace

void append_row(Bars& bars, const Bars& from, std::size_t row) {
  bars.time.push_back(from.time[row]);
  bars.open.push_back(from.open[row]);
  bars.high.push_back(from.high[row]);
  bars.low.push_back(from.low[row]);
  bars.close.push_back(from.close[row]);
  bars.volume.push_back(from.volume[row]);
}

std::string content_hash(const Bars& bars) { return sha256(to_bar_file(bars)); }

std::string to_iso(std::int64_t time, Clock clock) {
  if (clock == Clock::Numbers) return fmt::format("{}", time);
  const std::int64_t days = day_number(time);
  const std::int64_t second = time - days * seconds_per_day;
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(days))};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     second / 3600, second / 60 % 60, second % 60, clock == Clock::Utc ? "Z" : "");
}

Result<std::int64_t> parse_date(std::string_view text, DayEdge edge) {
  const std::optional<Stamp> stamp = parse_stamp(text);
  if (!stamp) {
    return fail(Fault::Usage,
                fmt::format("'{}' is not a date; write 2020-01-02 or 2020-01-02T09:30:00", text));
  }
  const bool whole_day = edge == DayEdge::End && !stamp->has_time;
  return stamp->seconds + (whole_day ? seconds_per_day - 1 : 0);
}

Result<Bars> slice(const Bars& bars, std::int64_t from, std::int64_t to) {
  const auto first =
      static_cast<std::size_t>(std::ranges::lower_bound(bars.time, from) - bars.time.begin());
  const auto last =
      static_cast<std::size_t>(std::ranges::upper_bound(bars.time, to) - bars.time.begin());
  if (bars.time.empty()) return fail(Fault::Data, fmt::format("{} has no bars", bars.symbol));
  if (first >= last) {
    return fail(
        Fault::Data,
        fmt::format("{} has no bars from {} to {}; its bars go from {} to {}", bars.symbol,
                    to_iso(from, bars.clock), to_iso(to, bars.clock),
                    to_iso(bars.time.front(), bars.clock), to_iso(bars.time.back(), bars.clock)));
  }
  return Bars{bars.symbol,
              bars.clock,
              bars.time.rows(first, last),
              bars.open.rows(first, last),
              bars.high.rows(first, last),
              bars.low.rows(first, last),
              bars.close.rows(first, last),
              bars.volume.rows(first, last)};
}

double median_spacing(const Bars& bars) {
  if (bars.size() < 2) return nan;
  const std::size_t count = std::min<std::size_t>(bars.size() - 1, 99);
  std::vector<std::int64_t> spacing(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t row = bars.size() - count + i;
    spacing[i] = bars.time[row] - bars.time[row - 1];
  }
  std::sort(spacing.begin(), spacing.end());
  return static_cast<double>(spacing[(count - 1) / 2] + spacing[count / 2]) / 2;
}

double weekend_fraction(const Bars& bars) {
  if (bars.clock == Clock::Numbers || bars.time.empty()) return 0;
  const auto weekends = std::count_if(bars.time.begin(), bars.time.end(), is_weekend);
  return static_cast<double>(weekends) / static_cast<double>(bars.size());
}

bool trades_on_weekends(const Bars& bars) { return weekend_fraction(bars) > 0.6 * 2 / 7; }

double periods_per_year(const Bars& bars) {
  if (bars.clock == Clock::Numbers) return nan;
  const double whole_days = std::floor(median_spacing(bars) / seconds_per_day);
  if (whole_days == 7) return 52;
  if (whole_days == 31) return 12;
  if (whole_days == 365) return 1;
  return trades_on_weekends(bars) ? 365 : 252;
}

}  // namespace stratgen
