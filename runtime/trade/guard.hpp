// Guard: holds each order against the limits right before it is sent. It does not look at the plan:
// a fault in planning stops here.
#pragma once

#include "runtime/trade/cash_flows.hpp"
#include "runtime/trade/limits.hpp"
#include "runtime/trade/snapshot.hpp"
#include "runtime/trade/target.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace stratgen {

// What has been before this run.
struct TradingPast {
  double peak_equity = 0;          // of all runs; 0: none
  std::vector<std::int64_t> sent;  // when orders were sent, at least those of the last minute
  Transferred transferred = {};    // today
};

struct Breach {
  std::string limit;  // "max_gross_exposure", "target", ...
  std::string text;   // "buy 10 SPY would ..."
};

class Guard {
 public:
  Guard(const Limits& limits, const std::vector<Target>& targets, TradingPast past);

  // What the account is now. Orders that were sent since the last one are expected to be in it.
  void see(const Snapshot& snapshot);

  // Why the order may not be sent, if so. `now` is the broker's clock.
  std::optional<Breach> check(const OrderRequest& order, std::int64_t now) const;

  // Whether it is above max_order_of_volume, as an order that reduces may be: a position can always
  // be left.
  bool is_large(const OrderRequest& order) const;

  // It was sent, or may have been: it counts from now on.
  void sent(const OrderRequest& order, std::int64_t now);

  // It was sent and not taken: it was a request all the same.
  void refused(std::int64_t now);

 private:
  // Where a position may come to. Orders of ours count as filled; those of others both ways, since
  // nobody knows whether they will be. Exits of brackets do not count.
  struct Reach {
    Quantity low, high;
  };
  struct Move;

  std::optional<Breach> check_pace(std::int64_t now) const;
  std::optional<Breach> check_market(const Move& move) const;
  std::optional<Breach> check_target(const Move& move) const;
  std::optional<Breach> check_exposure(const Move& move) const;
  std::optional<Breach> check_losses(const Move& move) const;
  double price_of(const std::string& symbol) const;
  Reach reach_of(const std::string& symbol) const;

  const Limits limits_;
  std::map<std::string, Target> targets_;
  TradingPast past_;
  int sent_in_run_ = 0;
  Snapshot snapshot_ = {};
  std::map<std::string, Reach> reach_ = {};
};

}  // namespace stratgen
