// Snapshot: an account, its positions and its orders at one moment.
#pragma once

#include "runtime/trade/brokerage.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace stratgen {

// Orders that we sent have a client_order_id that begins with this.
inline constexpr std::string_view our_prefix = "sg-";
inline bool is_ours(const AccountOrder& order) {
  return order.client_order_id.starts_with(our_prefix);
}

struct Snapshot {
  MarketClock clock;
  TradingAccount account;
  std::map<std::string, AccountPosition> holdings;
  std::vector<AccountOrder> open;  // of whomever
  std::vector<AccountOrder> sent;  // by us since the time asked for, open or not
  std::vector<AccountOrder> left;  // exits of brackets since then that were filled, or partly

  // Of the symbols asked for, and prices of what is ordered beside them. One that the broker does
  // not know, or has no price of, is left out.
  std::map<std::string, Asset> assets;
  std::map<std::string, double> last_price;

  Quantity held_of(const std::string& symbol) const;
  double last_price_of(const std::string& symbol) const;  // else the position's; 0: none
};

// An order may be filled between the reading of positions and that of orders: both are read until
// orders are the same before and after. Orders that never rest are a Fault::Service.
Result<Snapshot> take_snapshot(Brokerage& brokerage, std::int64_t since);

// What does not change during a run. Prices are wanted, not needed: without them there are none.
Result<void> add_market_facts(Snapshot& snapshot, Brokerage& brokerage,
                              const std::vector<std::string>& symbols);

}  // namespace stratgen
