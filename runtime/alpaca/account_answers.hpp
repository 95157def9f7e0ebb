// What Alpaca says about the account: https://docs.alpaca.markets/reference/getaccount-1
#pragma once

#include "runtime/alpaca/values.hpp"
#include "runtime/trade/brokerage.hpp"

#include <vector>

namespace stratgen {

// Only id and status are promised. An account without equity cannot be traded; without a buying
// power that is the cash, and nothing of what is not said is allowed.
Told<TradingAccount> account_in(const nlohmann::json& body);

Told<std::vector<AccountPosition>> holdings_in(const nlohmann::json& body);

}  // namespace stratgen
