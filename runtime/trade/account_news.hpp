// What happens in an account beside the orders that a run sends, from the broker into the log.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/trade/brokerage.hpp"
#include "runtime/trade/trade_log.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace stratgen {

// Exits that the broker holds for orders of ours: those that were filled since, as the log has them
// now. What the log says of the orders themselves has to be up to date.
Result<std::vector<LoggedExit>> follow_exits(TradeLog& log, const std::string& account,
                                             Brokerage& brokerage);

// Deposits, withdrawals and fees; fills, each with its time.
Result<void> note_cash_flows(TradeLog& log, const std::string& account, Brokerage& brokerage,
                             std::int64_t now);
Result<void> note_fills(TradeLog& log, const std::string& account, Brokerage& brokerage,
                        std::int64_t now);

// What our fills come to now, by symbol: those of the log, and of its open orders what the broker
// says. Nothing is written.
Result<std::map<std::string, Quantity>> net_filled_now(const TradeLog& log,
                                                       const std::string& account,
                                                       Brokerage& brokerage);

// Deposits, withdrawals and fees: those of the log, and what the broker tells beside it; where it
// gives no answer those of the log. In the order of `seen`. Nothing is written. An Error of the
// log, or Fault::Interrupted.
Result<std::vector<LoggedCashFlow>> cash_flows_now(const TradeLog& log, const std::string& account,
                                                   Brokerage& brokerage, std::int64_t now);

}  // namespace stratgen
