// How far apart bars are, as the store and the command line name it.
#pragma once

#include "runtime/market/bars.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stratgen {

// Seconds of "1m", "15m", "4h", "1d", "1wk", "1mo", or any whole number of minutes or hours that
// divides a day; a month counts 30 days. Nothing for other texts.
std::optional<std::int64_t> timeframe_seconds(std::string_view timeframe);

// The other way round: "1h" for 3600, "90s" for what is none.
std::string timeframe_text(std::int64_t seconds);

// "1m" "5m" "15m" "1h" "4h" "1d" "1wk" "1mo", or any other whole number of minutes or hours below a
// day, such as "30m". An Error for other spacings, for a single bar and for bars without dates.
Result<std::string> find_timeframe(const Bars& bars);

}  // namespace stratgen
