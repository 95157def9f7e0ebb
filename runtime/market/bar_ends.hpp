// When bars are finished, which is when they may be known.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/market/bars.hpp"
#include "runtime/market/market_calendar.hpp"

#include <cstdint>
#include <vector>

namespace stratgen {

// What the end of a bar depends on, beside its stamp.
struct BarKind {
  Market market = Market::Unknown;
  std::int64_t seconds = 0;  // of the time frame
  bool extended = false;     // intraday bars of New York also before the open or after the close
};

constexpr std::int64_t seconds_of_a_day = 86400;

// From all of the bars: a part of them may look otherwise. An Error for those without dates and
// those of no time frame. Intraday bars mostly outside of New York's hours are of no market whose
// hours are known, weeks and months of none that their symbol does not tell.
Result<BarKind> bar_kind(const Bars& bars);

// Whether the end of the market's day is known to the minute.
bool has_hours(Market market);

// Of each bar the instant (seconds since 1970, UTC) from which on it is known: intraday bars last
// their time frame, but not beyond the close of the session or, for forex, of the week; a day ends
// with its session, a week or month with the last one by the calendar.
std::vector<std::int64_t> bar_ends(const Bars& bars, const BarKind& kind);

// The same for bars of a day and more as the date of the last session, in days since 1970: what can
// be said of markets whose hours are not known.
std::vector<std::int64_t> last_dates(const Bars& bars, const BarKind& kind);

// Of each bar the date of the session that it ends in, in days since 1970.
std::vector<std::int64_t> session_dates(const Bars& bars, const BarKind& kind);

}  // namespace stratgen
