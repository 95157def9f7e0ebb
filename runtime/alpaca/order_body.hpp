// What is sent to Alpaca for an order.
#pragma once

#include "runtime/alpaca/values.hpp"
#include "runtime/trade/brokerage.hpp"

#include <string>

namespace stratgen {

// A price as the exchange takes it: in steps of `step`, or where that is 0 in cents from one dollar
// on and hundredths of a cent below. A purchase is rounded down and a sale up, so that a limit is
// never worse for us. "" where nothing remains.
std::string price_text(double price, OrderSide side, Quantity step);

// The JSON of an order, or why it cannot be one. `price_step` as above. Crypto knows no day: such
// orders are "gtc".
Told<std::string> order_body(const OrderRequest& order, Quantity price_step);

}  // namespace stratgen
