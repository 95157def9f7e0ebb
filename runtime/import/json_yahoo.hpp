// Yahoo's chart (v8): columns under a column of times, and events beside them.
#pragma once

#include "runtime/import/json_table.hpp"

#include <nlohmann/json.hpp>

#include <string_view>

namespace stratgen {

// `results` is chart.result. Bars of a day and more are days of the exchange; prices without
// adjclose are adjusted for splits.
Result<JsonTables> yahoo_tables(const nlohmann::json& results, std::string_view file);

}  // namespace stratgen
