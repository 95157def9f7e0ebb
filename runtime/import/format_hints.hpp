// What people say about a file that does not say it itself: `data import --format key=value`.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/import/date_text.hpp"
#include "runtime/import/time_zone.hpp"
#include "runtime/market/adjustment.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

struct FormatHints {
  std::optional<char> separator;  // ' ' stands for any number of blanks
  std::optional<char> decimal;
  std::optional<DateReading> dates;  // of Numeric or Serial dates
  std::optional<TimeZone> timezone;  // of times without an offset
  std::optional<Adjustment> adjustment;
  std::vector<std::string> columns;  // their names in order, in the place of a header
  std::string symbol_column;
};

// "separator=;" (or comma, semicolon, tab, pipe, blank), "decimal=," (or point, comma),
// "dates=DMY" (MDY, YMD; with two-digit years DMy, MDy, yMD; excel), "timezone=America/New_York"
// (or UTC, +02:00), "prices=raw" (splits, full), "columns=date,open,high,low,close,-",
// "symbol=NAME" (of the column that holds the market's name).
// Anything else is an Error with Fault::Usage that lists these.
Result<void> add_format_hint(std::string_view text, FormatHints& hints);

}  // namespace stratgen
