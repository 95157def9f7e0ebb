// When a loop has something to do.
#pragma once

#include "runtime/trade/brokerage.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stratgen {

// What the strategies trade.
struct LoopMarkets {
  std::vector<std::int64_t> seconds;  // of their bars
  bool sessions = false;              // of an exchange that opens and closes
  bool always = false;                // that never closes
};

// A name for the bars that are over at the time of `clock`, the same until another one is: a run is
// due when it changes. Nothing while all markets are closed. A day of an exchange is traded when
// the next session is open, as a backtest fills its orders.
std::optional<std::string> bars_due(const MarketClock& clock, const LoopMarkets& markets);

// Seconds from one look at the clock to the next, at most `poll`.
double until_next_look(const MarketClock& clock, const LoopMarkets& markets, double poll);

}  // namespace stratgen
