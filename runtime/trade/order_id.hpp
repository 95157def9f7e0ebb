// The client_order_id of our orders: the same decision has the same id, so that a broker refuses it
// the second time.
#pragma once

#include "runtime/trade/brokerage.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stratgen {

// What an order was decided for.
struct Decision {
  std::string account;
  std::string strategies;  // the set of them, in any one spelling
  std::string symbol;
  OrderSide side = OrderSide::Buy;
  std::int64_t bar = 0;
};

// "sg-" and 20 hexadecimal digits.
std::string order_stem(const Decision& decision);

// The stem's order number `n`, from 0: "sg-0123456789abcdef0123-0".
std::string order_id(std::string_view stem, int n);

// The number in an id of that stem.
std::optional<int> order_number(std::string_view id, std::string_view stem);

}  // namespace stratgen
