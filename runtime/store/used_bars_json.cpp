#include "runtime/store/used_bars_json.hpp"

namespace stratgen {

nlohmann::ordered_json bars_json(const std::vector<UsedBars>& bars) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const UsedBars& used : bars) {
    list.push_back({{"symbol", used.symbol}, {"timeframe", used.timeframe}, {"hash", used.hash}});
  }
  return list;
}

std::vector<UsedBars> bars_from(const nlohmann::ordered_json& json) {
  std::vector<UsedBars> bars;
  for (const auto& used : json) {
    bars.push_back({used.at("symbol"), used.at("timeframe"), used.at("hash")});
  }
  return bars;
}

}  // namespace stratgen
