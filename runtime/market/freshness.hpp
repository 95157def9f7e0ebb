// How old bars are, by the calendar of their market.
#pragma once

#include "runtime/market/bar_ends.hpp"

#include <cstddef>
#include <cstdint>

namespace stratgen {

// How many of the bars, from the first on, had ended by `now` (seconds since 1970, UTC):
// bar_ends(), but days of exchanges whose hours are not known end at 22:00 UTC, after all of them.
// A bar that was fetched while it went on is not among them.
std::size_t finished_bars(const Bars& bars, const BarKind& kind, std::int64_t now);

struct Freshness {
  std::int64_t last_bar = 0;  // its stamp
  int age = 0;                // bars that have ended since
  int missing = 0;            // those of them that should be there
  // The first and the last of these: the dates of days and longer bars, the instants at which
  // shorter ones begin.
  std::int64_t missing_from = 0, missing_to = 0;
  Clock missing_clock = Clock::Dates;
};

// Of bars, of which there is at least one. A bar of a day or more is due two hours after it has
// ended, a shorter one after its own length or a quarter of an hour, whichever is less. Bars
// outside of the exchange's regular hours are never missing, nor are days of futures on which not
// every feed has a bar. Of an exchange whose holidays are not known any three weekdays may be one,
// so fewer are not missing, and its shorter bars are missing by the day. Of days of Market::Unknown
// nothing is known: age 0.
Freshness freshness(const Bars& bars, const BarKind& kind, std::int64_t now);

}  // namespace stratgen
