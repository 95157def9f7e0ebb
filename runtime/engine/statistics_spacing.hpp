// How far apart bars are: what annualisation and the rounding of durations go by.
#pragma once

#include "runtime/market/bars.hpp"

#include <cstdint>

namespace stratgen {

struct Spacing {
  bool dated = true;
  std::int64_t days = 0;  // whole days in the median distance of the last 100 bars
  std::int64_t resolution_ms =
      1;  // its finest non-zero unit: day, hour, minute, second, millisecond
};

Spacing spacing_of(const Bars& bars);

// The mean of `count` durations that sum to `sum` (count 1: the duration itself), in seconds,
// rounded up to the resolution. Without dates the plain mean.
double rounded_up_mean(std::int64_t sum, std::int64_t count, const Spacing& spacing);

}  // namespace stratgen
