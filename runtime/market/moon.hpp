// The phase of the moon.
#pragma once

#include <cstdint>

namespace stratgen {

// The moon's elongation from the sun in ecliptic longitude, as a fraction of a turn in [0, 1): 0
// new, 0.25 first quarter, 0.5 full. `time` is UTC in seconds since 1970-01-01. Within 0.001 for
// 1900 to 2100. After Meeus, Astronomical Algorithms, chapters 25 and 47, to terms of 0.03 degrees.
double moon_phase(std::int64_t time);

}  // namespace stratgen
