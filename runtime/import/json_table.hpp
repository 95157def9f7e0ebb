// The JSON answers of services as tables: text with a header and a row for each bar, for the reader
// of dialects. Numbers keep their value to the last digit.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/market/adjustment.hpp"
#include "runtime/market/defect.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

struct JsonTable {
  std::string symbol;    // as the answer names it; "" if it does not
  std::string text;      // comma-separated, with a header
  std::string timezone;  // of times without an offset; "" if the answer does not say
  Adjustment adjustment = Adjustment::Unknown;  // where the service is known for one
  std::vector<Defect> defects;
};

struct JsonTables {
  std::string source;  // whose shape it is: "Yahoo", "Alpaca", ..., or "rows"
  std::vector<JsonTable> tables;
};

// Knows Yahoo's chart, Alpha Vantage, Alpaca, Tiingo, Twelve Data, Binance, Kraken, pandas'
// to_json, and rows as objects or arrays under whatever key. An answer that is an error of the
// service is an Error with its words; so is JSON that is cut off. `file` is for messages.
Result<JsonTables> json_tables(std::string_view text, std::string_view file);

}  // namespace stratgen
