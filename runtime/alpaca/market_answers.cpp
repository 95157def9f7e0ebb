#include "runtime/alpaca/market_answers.hpp"

#include "runtime/alpaca/symbols.hpp"
#include "runtime/fetch/answers.hpp"

namespace stratgen {
namespace {

using nlohmann::json;

constexpr Quantity finest = {1};

Quantity quantity_or(const json& object, std::string_view name, Quantity otherwise) {
  const auto quantity = quantity_at(object, name);
  return quantity && *quantity > Quantity{} ? *quantity : otherwise;
}

bool is_easy_to_borrow(const json& body) {
  if (has_value(body, "borrow_status")) return text_at(body, "borrow_status") == "easy_to_borrow";
  return flag_at(body, "easy_to_borrow");
}

}  // namespace

Told<AlpacaAsset> asset_in(const json& body) {
  AlpacaAsset told;
  Asset& asset = told.asset;
  const std::string name = word_at(body, "symbol");
  const std::string status = word_at(body, "status");
  if (name.empty() || status.empty()) return unreadable("an asset without a symbol or a status");
  asset.crypto = text_at(body, "class") == "crypto";
  asset.symbol = from_alpaca(name, asset.crypto);
  asset.fractionable = asset.crypto || flag_at(body, "fractionable");
  asset.shortable = flag_at(body, "shortable") && is_easy_to_borrow(body);
  asset.tradable = status == "active" && flag_at(body, "tradable");
  if (!asset.tradable) asset.reason = status == "active" ? "not tradable" : status;
  if (!asset.crypto) return told;
  asset.least = quantity_or(body, "min_order_size", {});
  asset.step = quantity_or(body, "min_trade_increment", finest);
  told.price_step = quantity_or(body, "price_increment", finest);
  return told;
}

Told<MarketClock> clock_in(const json& body) {
  const auto now = time_at(body, "timestamp");
  const auto next_open = time_at(body, "next_open");
  const auto next_close = time_at(body, "next_close");
  const json& is_open = value_at(body, "is_open");
  if (!now || !next_open || !next_close || !is_open.is_boolean()) {
    return unreadable("a clock without its time, or what comes next");
  }
  return MarketClock{.now = *now,
                     .is_open = is_open.get<bool>(),
                     .next_open = *next_open,
                     .next_close = *next_close};
}

Told<std::map<std::string, double>> prices_in(const json& body) {
  const json& bars = value_at(body, "bars");
  if (!bars.is_object()) return unreadable("prices without bars");
  std::map<std::string, double> prices;
  for (const auto& [symbol, bar] : bars.items()) {
    const double price = amount_at(bar, "c").value_or(0);
    if (price > 0) prices[symbol] = price;
  }
  return prices;
}

}  // namespace stratgen
