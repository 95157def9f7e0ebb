#include "runtime/engine/statistics_spacing.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>

namespace stratgen {
namespace {

constexpr std::int64_t seconds_per_day = 86'400;
constexpr std::int64_t ms_per_second = 1000;

// Twice the median, so that the mean of two middle values stays whole.
std::int64_t twice_median_distance(const std::vector<std::int64_t>& time) {
  std::array<std::int64_t, 99> distances{};
  const std::size_t count = std::min(distances.size(), time.size() - 1);
  if (count == 0) return 0;
  for (std::size_t k = 0; k < count; ++k)
    distances[k] = time[time.size() - 1 - k] - time[time.size() - 2 - k];
  std::sort(distances.begin(), distances.begin() + static_cast<std::ptrdiff_t>(count));
  return distances[(count - 1) / 2] + distances[count / 2];
}

std::int64_t finest_unit_ms(std::int64_t twice_distance) {
  if (twice_distance % 2 != 0) return 1;
  for (const std::int64_t unit : {seconds_per_day, std::int64_t{3600}, std::int64_t{60}})
    if (twice_distance / 2 % unit == 0) return unit * ms_per_second;
  return ms_per_second;
}

bool on_weekend(std::int64_t time) {
  const std::int64_t second_of_week = (time + 3 * seconds_per_day) % (7 * seconds_per_day);
  const std::int64_t since_monday =  // 1970-01-01 was a Thursday
      second_of_week < 0 ? second_of_week + 7 * seconds_per_day : second_of_week;
  return since_monday >= 5 * seconds_per_day;
}

}  // namespace

Spacing spacing_of(const Bars& bars) {
  const std::int64_t twice = twice_median_distance(bars.time);
  return {bars.clock != Clock::Numbers, twice / (2 * seconds_per_day), finest_unit_ms(twice)};
}

double periods_per_year(const Bars& bars, const Spacing& spacing) {
  if (!spacing.dated) return std::numeric_limits<double>::quiet_NaN();
  if (spacing.days == 7) return 52;
  if (spacing.days == 31) return 12;
  if (spacing.days == 365) return 1;
  const auto weekend = std::count_if(bars.time.begin(), bars.time.end(), on_weekend);
  const double share = static_cast<double>(weekend) / static_cast<double>(bars.size());
  return share > 2.0 / 7 * 0.6 ? 365 : 252;
}

double rounded_up_mean(std::int64_t sum, std::int64_t count, const Spacing& spacing) {
  if (!spacing.dated) return static_cast<double>(sum) / static_cast<double>(count);
  // pandas first cuts the mean to whole nanoseconds: no difference below a billion durations.
  const std::int64_t part = count * spacing.resolution_ms;
  const std::int64_t units = (sum * ms_per_second + part - 1) / part;
  return static_cast<double>(units * spacing.resolution_ms) / static_cast<double>(ms_per_second);
}

}  // namespace stratgen
