// Statistics in the first stratgen's files.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <utility>
#include <vector>

namespace stratgen {

// An object of the six statistics that the files have, out of those by backtesting.py's names. One
// that is missing or not finite is null; null as a whole where there are none.
nlohmann::ordered_json stats_json(const std::vector<std::pair<std::string, double>>& stats);

}  // namespace stratgen
