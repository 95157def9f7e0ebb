#include "runtime/store/stats_json.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace stratgen {
namespace {

constexpr std::string_view names[] = {"Return [%]", "Sharpe Ratio", "Max. Drawdown [%]",
                                      "# Trades",   "Win Rate [%]", "Buy & Hold Return [%]"};

}  // namespace

nlohmann::ordered_json stats_json(const std::vector<std::pair<std::string, double>>& stats) {
  if (stats.empty()) return nullptr;
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  for (const std::string_view name : names) {
    const auto stat = std::find_if(stats.begin(), stats.end(),
                                   [&](const auto& pair) { return pair.first == name; });
    auto& value = object[std::string(name)];
    if (stat == stats.end() || !std::isfinite(stat->second)) continue;  // null
    if (name == "# Trades") {
      value = static_cast<std::int64_t>(stat->second);
    } else {
      value = stat->second;
    }
  }
  return object;
}

}  // namespace stratgen
