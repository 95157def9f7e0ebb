// What an account, the log of its runs and its lease say about it at one moment.
#pragma once

#include "runtime/trade/brokerage.hpp"
#include "runtime/trade/cash_flows.hpp"
#include "runtime/trade/lease.hpp"
#include "runtime/trade/limits.hpp"
#include "runtime/trade/trade_log.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace stratgen {

struct Exposure {
  double gross = 0, net = 0;  // of the equity
};

// How much of a limit is used up.
struct LimitUse {
  std::string name;  // "max_gross_exposure"
  double value = 0;  // what the limit is about, now
  double limit = 0;
  std::string about = {};  // the symbol or strategy that comes closest
};

struct AccountStatus {
  MarketClock clock;
  TradingAccount account;
  std::vector<AccountPosition> holdings;
  std::vector<AccountOrder> open_orders;
  std::optional<LoggedRun> last_run;
  std::vector<LoggedSignal> wanted;  // by the last run that had signals
  std::size_t orders_of_last_run = 0;
  double peak_equity = 0;   // this moment included
  double first_equity = 0;  // the first that was ever noted; 0: none
  std::int64_t first_time = 0;
  Transferred today = {};                     // to the account and from it, since the last close
  double transferred = 0;                     // since first_time; negative: more went than came
  std::map<std::string, Quantity> ours = {};  // of the holdings, what our orders filled
  std::optional<LeaseHolder> holder;
};

Result<AccountStatus> account_status(Brokerage& brokerage, const TradeLog& log,
                                     const std::filesystem::path& leases);

Exposure exposure_of(const AccountStatus& status);

// Without deposits and withdrawals; NaN where it is not known.
double todays_profit(const AccountStatus& status);
double total_profit(const AccountStatus& status);

// Of the limits on what an account holds and loses; those on single orders have no use of their
// own.
std::vector<LimitUse> limit_uses(const AccountStatus& status, const Limits& limits);

}  // namespace stratgen
