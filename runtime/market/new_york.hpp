// New York's wall clock, which the sessions of its exchange and the week of forex follow.
#pragma once

#include <cstdint>

namespace stratgen {

// Seconds to add to UTC: -18000 in winter, -14400 in summer (Energy Policy Act of 2005: from the
// second Sunday of March to the first of November at 2:00; before 2007 from the first Sunday of
// April, before 1987 from its last, to the last of October).
std::int64_t new_york_offset(std::int64_t utc);

}  // namespace stratgen
