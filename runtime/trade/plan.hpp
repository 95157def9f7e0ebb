// Plan: what has to be sent and cancelled so that an account gets from what it has to its targets.
#pragma once

#include "runtime/trade/snapshot.hpp"
#include "runtime/trade/target.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace stratgen {

enum class OrderStyle {
  Market,
  Limit,    // at the last price, worse for us by an offset
  Bracket,  // market, with the strategy's stop and target held by the broker
  Twap,     // market, in equal slices over some time (time-weighted average price)
};
const char* to_string(OrderStyle style);
std::optional<OrderStyle> parse_order_style(std::string_view name);

struct OrderTerms {
  OrderStyle style = OrderStyle::Market;
  TimeInForce in_force = TimeInForce::Day;
  double limit_offset = 0.001;  // of the price
  int slices = 1;               // that are left of Twap, the next one included
  double band = 0.02;  // a position that is this close to its target, in parts of it, stays
};

// Who decides, for the ids of orders.
struct Decider {
  std::string account;
  std::string strategies;
};

struct PlannedOrder {
  OrderRequest order;
  std::int64_t bar = 0;
  double price = 0;      // the newest that is known
  bool reduces = false;  // the position gets smaller, or flat
};

struct PlannedCancel {
  AccountOrder order;
  std::string why;
};

// What is not done, and why; or done otherwise than asked.
struct PlanRemark {
  std::string symbol;
  std::string kind;  // "frozen", "asset", "held", "size", "terms", "exits"
  std::string text;
};

// Orders that reduce come first. A symbol with something to cancel has no order yet: its position
// is not settled. A position changes its side in two steps, through flat.
struct Plan {
  std::vector<PlannedCancel> cancels;
  std::vector<PlannedOrder> orders;
  std::vector<AccountOrder> adopted;  // ours, open, and still wanted
  std::vector<PlanRemark> remarks;

  bool nothing_to_do() const { return cancels.empty() && orders.empty(); }
};

Plan plan_orders(const std::vector<Target>& targets, const Snapshot& snapshot,
                 const OrderTerms& terms, const Decider& decider);

}  // namespace stratgen
