// What happened in the account, as Alpaca tells it:
// https://docs.alpaca.markets/reference/getaccountactivities-2
#pragma once

#include "runtime/alpaca/values.hpp"
#include "runtime/trade/brokerage.hpp"

#include <vector>

namespace stratgen {

struct FillPage {
  std::vector<Fill> fills;
  std::size_t rows = 0;
  std::string last;  // the id of the last row
};

// Activities that are no fills are left out.
Told<FillPage> fills_in(const nlohmann::json& body);

struct CashFlowPage {
  std::vector<CashFlow> flows;
  std::size_t rows = 0;
  std::string last;  // the id of the last row
};

// Activities of other kinds, and those that were taken back, are left out.
Told<CashFlowPage> cash_flows_in(const nlohmann::json& body);

}  // namespace stratgen
