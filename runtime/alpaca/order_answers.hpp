// Orders as Alpaca tells them: https://docs.alpaca.markets/docs/orders-at-alpaca
#pragma once

#include "runtime/alpaca/values.hpp"
#include "runtime/trade/brokerage.hpp"

#include <vector>

namespace stratgen {

Told<AccountOrder> order_in(const nlohmann::json& body);

struct OrderPage {
  std::vector<AccountOrder> orders;
  std::size_t rows = 0;        // of the answer
  std::int64_t submitted = 0;  // the newest row
};

// Exits that are nested in their entry come behind it. Orders of several options at once are left
// out: they have no symbol. An order of an amount of money has as its quantity what is filled.
Told<OrderPage> orders_in(const nlohmann::json& body);

// The exits nested in an order.
Told<std::vector<AccountOrder>> exits_in(const nlohmann::json& body);

}  // namespace stratgen
