// What Alpaca says about assets, the session and prices.
#pragma once

#include "runtime/alpaca/values.hpp"
#include "runtime/trade/brokerage.hpp"

#include <map>
#include <string>

namespace stratgen {

struct AlpacaAsset {
  Asset asset;
  Quantity price_step;  // of a crypto pair's prices; 0: those of stocks
};

// What is not said of an asset is not allowed.
Told<AlpacaAsset> asset_in(const nlohmann::json& body);

Told<MarketClock> clock_in(const nlohmann::json& body);

// The close of the newest bar of each symbol, as Alpaca spells it; those without a price are left
// out.
Told<std::map<std::string, double>> prices_in(const nlohmann::json& body);

}  // namespace stratgen
