// StrategyState: where a strategy stands at the close of the last bar of its run: the position it
// holds, the orders that wait, and the position it wants.
#pragma once

#include "runtime/engine/report.hpp"
#include "runtime/market/bars.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace stratgen {

enum class Side { Flat, Long, Short };
const char* to_string(Side side);  // "FLAT", "LONG", "SHORT"

// All open trades as one. Units and shares are signed: negative is short.
struct Position {
  double units = 0;
  double share = 0;        // its value at the last close, of the equity
  double entry_price = 0;  // mean over the units, with the spread
  int entry_bar = 0;       // of the oldest trade, in the data
  std::int64_t entry_time = 0;
  double stop = 0, target = 0;  // the ones that the market meets first; 0: none
  double profit_pct = 0;        // of what was put in, at the last close, before any commission
};

struct StrategyState {
  // What it wants is what its orders make of the position if the next bar opens, and stays, at the
  // last close: market orders fill, other orders only if they would at that price.
  Side held = Side::Flat, wanted = Side::Flat;
  std::optional<Position> position;  // nothing if units come to 0
  std::optional<Position> next;      // the one wanted; an entry that waits has bar and time of the
                                     // last bar, at whose close it was ordered
  std::vector<PendingOrder> orders;  // without stop losses and take profits of open trades
  // FLAT, and an entry at the market that waits will change nothing: the equity buys no unit.
  bool buys_nothing = false;
  double equity = 0;
  double close = 0;  // of the last bar
  std::int64_t time = 0;
};

// `bars` are all of the data set, and `first_bar` is that of the run.
StrategyState state_of(const Report& report, const Bars& bars, std::size_t first_bar);

}  // namespace stratgen
