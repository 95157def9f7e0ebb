// Limits: what no order may exceed, whatever the strategies want. They are held against each order
// right before it is sent, see guard.hpp.
#pragma once

#include "runtime/base/result.hpp"

#include <filesystem>
#include <span>
#include <string_view>

namespace stratgen {

// Exposures and losses are parts of the equity: 0.5 is half of it. Positions are sized to all of
// the equity; what prices and costs do to it until the last one is filled is no breach.
struct Limits {
  double max_gross_exposure = 1.02;     // all positions, short ones counted as positive
  double max_net_exposure = 1.02;       // long less short
  double max_symbol_exposure = 1.02;    // of one symbol
  double max_strategy_exposure = 1.02;  // of the positions that one strategy wants
  double max_daily_loss = 0.05;         // since the last close; from there on orders only reduce
  double max_drawdown = 0.20;           // below the highest equity of all runs; the same
  double max_order_of_volume = 0.01;    // of the mean volume of 20 bars; exits may be larger
  double max_price_gap = 0.10;          // between the last close and the last price
  double max_orders_per_run = 50;
  double max_orders_per_minute = 60;
  bool require_open = false;   // nothing is sent while the market is closed
  bool require_price = false;  // nothing is sent for a symbol that has no last price
};

// Of the numbers, in the order above.
struct LimitKind {
  std::string_view name;  // "max_gross_exposure"
  double Limits::* value;
  std::string_view meaning;
};
std::span<const LimitKind> limit_kinds();

// A JSON object with some of the names above; the others keep their value. An unknown name, a
// number below 0 or anything that is not a number (true or false) is a Fault::Usage that names it.
Result<Limits> read_limits(const std::filesystem::path& file, Limits limits);

// "max_daily_loss=0.02", as a flag gives it.
Result<void> set_limit(Limits& limits, std::string_view setting);

}  // namespace stratgen
