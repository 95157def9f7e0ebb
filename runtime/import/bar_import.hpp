// Files of bars as people have them, in whatever dialect: read, and what was concluded about them.
//
//   text       separator, header, columns, dates, numbers          dialect.hpp
//   rows       one pass over the text                              bar_rows.hpp
//   markets    sorted, each time once, on one clock, adjusted      bar_markets.hpp
//
// JSON answers of services are tables as well (json_table.hpp).
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/import/bar_markets.hpp"
#include "runtime/import/format_hints.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

struct ImportedFile {
  std::vector<ImportedMarket> markets;   // never empty, each with a symbol and a bar at least
  std::vector<std::string> conclusions;  // about the file, in a few words each
};

// The timeframe of a market whose own bars do not tell it (a handful of days of each stock) is that
// of all times in the file.
//
// A market without a name in the file has the file's, see symbol_of(). Nothing is guessed: what the
// file leaves open is an Error with Fault::Data that names the hint to give, and so is each row
// that is none.
Result<ImportedFile> read_bars(const std::filesystem::path& path, const FormatHints& hints = {});

// `file` is what messages call the text, which is UTF-8 without a byte-order mark.
Result<ImportedFile> parse_bars(std::string_view text, std::string_view file, std::string symbol,
                                const FormatHints& hints = {});

// The file's name without what says how it is written: "SPY" for "daily/SPY.csv.gz".
std::string symbol_of(const std::filesystem::path& path);

}  // namespace stratgen
