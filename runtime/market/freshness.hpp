// How old daily bars are, in sessions of their market.
#pragma once

#include "runtime/market/market_calendar.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace stratgen {

// When the session of `day` ends, in seconds since 1970, UTC: at the exchange's close in New York,
// at 17:00 there for forex and futures, at midnight UTC where a market never rests, and at 22:00
// UTC, after all of them, for other exchanges.
std::int64_t session_end(Market market, std::chrono::sys_days day);

// How many of the daily bars, from the first on, are of sessions that had ended by `now`. A bar
// that was fetched while its session was open is not among them.
std::size_t finished_bars(const Bars& bars, Market market, std::int64_t now);

struct Freshness {
  std::chrono::sys_days last_bar;
  int age = 0;                                 // sessions that have ended since
  std::vector<std::chrono::sys_days> missing;  // those of them whose bars should be there
};

// Of daily bars, of which there is at least one. A bar is due two hours after its session has
// ended. Of an exchange whose holidays are not known any three weekdays may be one, so fewer are
// not missing, and of futures only days are missed on which every feed has a bar. Of
// Market::Unknown nothing is known: age 0.
Freshness freshness(const Bars& bars, Market market, std::int64_t now);

}  // namespace stratgen
