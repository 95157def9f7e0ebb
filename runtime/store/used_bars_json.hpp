// Used bars as JSON: [{"symbol", "timeframe", "hash"}, ...].
#pragma once

#include "runtime/store/used_bars.hpp"

#include <nlohmann/json.hpp>

#include <vector>

namespace stratgen {

nlohmann::ordered_json bars_json(const std::vector<UsedBars>& bars);

// Throws the library's exception for what is no such list.
std::vector<UsedBars> bars_from(const nlohmann::ordered_json& json);

}  // namespace stratgen
