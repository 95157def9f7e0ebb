// Accounts, wants and targets for tests, short to write.
#pragma once

#include "runtime/trade/guard.hpp"
#include "runtime/trade/plan.hpp"
#include "runtime/trade/snapshot.hpp"
#include "runtime/trade/target.hpp"

#include <fmt/format.h>

#include <string>

namespace stratgen::testing {

constexpr std::int64_t now = 1'700'000'000;
constexpr std::int64_t last_bar = now - 3600;

// 100,000 in cash while the market is open.
inline Snapshot account_of(double equity = 100'000) {
  Snapshot snapshot;
  snapshot.clock = {now, true, now + 86'400, now + 7200};
  snapshot.account.id = "account-1";
  snapshot.account.equity = equity;
  snapshot.account.buying_power = equity;
  snapshot.account.shorting = true;
  return snapshot;
}

inline void list(Snapshot& snapshot, const std::string& symbol, double price) {
  Asset asset;
  asset.symbol = symbol;
  snapshot.assets[symbol] = asset;
  if (price > 0) snapshot.last_price[symbol] = price;
}

inline void hold(Snapshot& snapshot, const std::string& symbol, Quantity quantity, double price) {
  snapshot.holdings[symbol] = {symbol, quantity, price, price, 0};
}

inline AccountOrder open_order(const std::string& symbol, OrderSide side, Quantity quantity,
                               const std::string& client_order_id = "by hand") {
  AccountOrder order;
  order.id = "id of " + client_order_id;
  order.client_order_id = client_order_id;
  order.symbol = symbol;
  order.side = side;
  order.quantity = quantity;
  order.status = "new";
  order.submitted = now - 60;
  return order;
}

inline Want want(const std::string& strategy, const std::string& symbol, double weight,
                 double share, double close = 500, std::int64_t bar = last_bar) {
  Want want;
  want.strategy = strategy;
  want.symbol = symbol;
  want.weight = weight;
  want.share = share;
  want.close = close;
  want.bar = bar;
  return want;
}

inline Target target(const std::string& symbol, Quantity quantity, double price = 500) {
  Target target;
  target.symbol = symbol;
  target.quantity = quantity;
  target.parts = {{"a", 1, quantity}};
  target.price = target.close = target.last_price = price;
  target.bar = last_bar;
  return target;
}

inline OrderRequest request(OrderSide side, Quantity quantity, const std::string& symbol = "SPY") {
  OrderRequest order;
  order.client_order_id = "sg-1";
  order.symbol = symbol;
  order.side = side;
  order.quantity = quantity;
  return order;
}

}  // namespace stratgen::testing
