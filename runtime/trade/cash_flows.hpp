// What deposits and withdrawals do to the equity that losses are parts of: nothing is lost by them,
// and nothing gained.
#pragma once

#include "runtime/trade/brokerage.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace stratgen {

struct LoggedCashFlow {
  CashFlow flow;
  std::int64_t seen = 0;  // the broker's clock when it was first told
};

// One that is told at `now`. `read`: when flows were told before; 0: never. Those of the first
// reading were seen when they were booked.
LoggedCashFlow seen_now(const CashFlow& flow, std::int64_t read, std::int64_t now);

// The highest of some equities, by time, as a part of which a drawdown is told; 0: there is none.
// What was before a transfer scales with the equity that it changed, as shares of a fund keep their
// price when some are sold. Transfers, in the order of `seen`, came between the reading before it
// and the next one.
double peak_equity(const std::vector<std::pair<std::int64_t, double>>& equities,
                   const std::vector<LoggedCashFlow>& flows);

// Deposits and withdrawals, both positive.
struct Transferred {
  double in = 0, out = 0;
};

// Of the time since the session before the day of `now` in New York was over: an account's
// last_equity is of then.
Transferred transferred_today(const std::vector<LoggedCashFlow>& flows, std::int64_t now);

// What is lost since that close, as a part of the equity then and of what came since; below 0 it is
// a profit. An account that does not say its last equity has lost nothing.
double daily_loss(const TradingAccount& account, const Transferred& transferred);

}  // namespace stratgen
