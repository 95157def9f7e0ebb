#include "runtime/engine/statistics_spacing.hpp"

namespace stratgen {
namespace {

constexpr std::int64_t seconds_per_day = 86'400;
constexpr std::int64_t ms_per_second = 1000;

std::int64_t finest_unit_ms(std::int64_t twice_distance) {
  if (twice_distance % 2 != 0) return 1;
  for (const std::int64_t unit : {seconds_per_day, std::int64_t{3600}, std::int64_t{60}})
    if (twice_distance / 2 % unit == 0) return unit * ms_per_second;
  return ms_per_second;
}

}  // namespace

Spacing spacing_of(const Bars& bars) {
  if (bars.size() < 2) return {bars.clock != Clock::Numbers, 0, finest_unit_ms(0)};
  const auto twice =
      static_cast<std::int64_t>(2 * median_spacing(bars));  // whole, where the median may not be
  return {bars.clock != Clock::Numbers, twice / (2 * seconds_per_day), finest_unit_ms(twice)};
}

double rounded_up_mean(std::int64_t sum, std::int64_t count, const Spacing& spacing) {
  if (!spacing.dated) return static_cast<double>(sum) / static_cast<double>(count);
  // pandas first cuts the mean to whole nanoseconds: no difference below a billion durations.
  const std::int64_t part = count * spacing.resolution_ms;
  const std::int64_t units = (sum * ms_per_second + part - 1) / part;
  return static_cast<double>(units * spacing.resolution_ms) / static_cast<double>(ms_per_second);
}

}  // namespace stratgen
