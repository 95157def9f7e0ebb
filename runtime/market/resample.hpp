// Longer bars out of shorter ones.
#pragma once

#include "runtime/market/bar_ends.hpp"
#include "runtime/market/bars.hpp"

#include <string_view>

namespace stratgen {

// Bars of the time frame `to` (timeframe.hpp): the first open, the highest high, the lowest low,
// the last close and the sum of the volumes (NaN if one of them is).
//
// Intraday bars of New York's stocks are counted from the open of each session, 9:30, and its last
// one may be shorter; bars before the open and after the close are left out. For all other markets
// they lie on the grid of UTC (4h: 0:00, 4:00, ...). They keep the stamp of their beginning. Days
// have the date of their session, weeks that of their Monday, months their first day
// (Clock::Dates).
//
// The last bar is left out unless the data reach its end; so nothing in a bar is known only after
// it. An Error if `to` is not a multiple, or where a bar goes on beyond the longer one that it
// begins in.
Result<Bars> resample(const Bars& bars, std::string_view to);

// The same for a part of bars whose kind is known from all of them.
Result<Bars> resample(const Bars& bars, const BarKind& kind, std::string_view to);

}  // namespace stratgen
