#include "runtime/alpaca/order_body.hpp"

#include "runtime/alpaca/symbols.hpp"

#include <cmath>

namespace stratgen {
namespace {

using nlohmann::json;

constexpr std::size_t longest_id = 128;

OrderSide other(OrderSide side) {
  return side == OrderSide::Buy ? OrderSide::Sell : OrderSide::Buy;
}

// Exits that Alpaca keeps until the entry is filled; the second of two falls with the first.
Told<void> add_exits(const OrderRequest& order, Quantity price_step, json& body) {
  const bool stop = order.stop_loss != 0;
  const bool target = order.take_profit != 0;
  if (!stop && !target) return {};
  if (is_crypto_pair(order.symbol)) return unreadable("crypto has no exits at the broker");
  body["order_class"] = stop && target ? "bracket" : "oto";
  const OrderSide side = other(order.side);
  const std::string stop_price = stop ? price_text(order.stop_loss, side, price_step) : "none";
  const std::string limit = target ? price_text(order.take_profit, side, price_step) : "none";
  if (stop_price.empty() || limit.empty()) return unreadable("an exit's price is not a price");
  if (stop) body["stop_loss"]["stop_price"] = stop_price;
  if (target) body["take_profit"]["limit_price"] = limit;
  return {};
}

}  // namespace

std::string price_text(double price, OrderSide side, Quantity step) {
  constexpr double noise = 1e-6;  // of a step: what binary fractions are off decimal ones
  constexpr Quantity cent = {10'000'000};
  constexpr Quantity hundredth_of_cent = {100'000};
  if (step == Quantity{}) step = price >= 1 ? cent : hundredth_of_cent;
  const double steps = price / to_double(step);
  double whole = std::round(steps);
  if (std::abs(steps - whole) > noise) {
    whole = side == OrderSide::Buy ? std::floor(steps) : std::ceil(steps);
  }
  constexpr double most = 9e9;  // that a Quantity can count
  if (!(whole > 0) || !(whole * to_double(step) < most)) return "";
  return to_text({static_cast<std::int64_t>(whole) * step.nano});
}

Told<std::string> order_body(const OrderRequest& order, Quantity price_step) {
  if (order.client_order_id.empty() || order.client_order_id.size() > longest_id) {
    return unreadable("an order has an id of 1 to 128 characters");
  }
  if (order.symbol.empty()) return unreadable("an order without a symbol");
  if (order.quantity <= Quantity{}) return unreadable("a quantity that is not above 0");
  const bool crypto = is_crypto_pair(order.symbol);
  json body = {{"symbol", to_alpaca(order.symbol)},
               {"qty", to_text(order.quantity)},
               {"side", to_string(order.side)},
               {"type", to_string(order.kind)},
               {"time_in_force", crypto ? "gtc" : to_string(order.in_force)},
               {"client_order_id", order.client_order_id}};
  if (order.kind == OrderKind::Limit) {
    const std::string limit = price_text(order.limit_price, order.side, price_step);
    if (limit.empty()) return unreadable("a limit price that is not a price");
    body["limit_price"] = limit;
  }
  if (auto added = add_exits(order, price_step, body); !added) {
    return unreadable(std::move(added.error()));
  }
  return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace stratgen
