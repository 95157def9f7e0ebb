// Bars from comma-separated text.
//
// The first line names the columns, see csv_header.hpp; others, such as "Adj Close", are ignored.
// Times are ISO 8601 dates with or without time and zone, or whole seconds since 1970 (UTC).
// Numbers below ten million in a first column without a name are row numbers; without any column of
// times rows are counted from 0. A blank volume is NaN. Lines end in LF or CRLF; a byte-order mark
// is skipped.
//
// A bad row is never repaired or left out: it is an Error whose message names the first one, and
// whose diagnostics name each of up to 100 by file, line and column.
#pragma once

#include "runtime/market/bars.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace stratgen {

Result<Bars> read_csv(const std::filesystem::path& path, std::string symbol);

// `file` is what messages call the text.
Result<Bars> parse_csv(std::string_view text, std::string symbol, std::string_view file);

}  // namespace stratgen
