// How far apart bars are, as the store and the command line name it.
#pragma once

#include "runtime/market/bars.hpp"

#include <string>

namespace stratgen {

// "1m" "5m" "15m" "1h" "4h" "1d" "1wk" "1mo", or any other whole number of minutes or hours below a
// day, such as "30m". An Error for other spacings, for a single bar and for bars without dates.
Result<std::string> find_timeframe(const Bars& bars);

}  // namespace stratgen
