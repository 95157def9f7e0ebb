// The statistics of the closed trades.
#pragma once

#include "runtime/engine/statistics_spacing.hpp"
#include "runtime/engine/trade.hpp"
#include "runtime/market/bars.hpp"

#include <cstddef>
#include <span>

namespace stratgen {

// Bars from some closed trade's entry to its exit, both counted, each bar once, out of all bars.
double exposure(std::size_t bars, std::span<const Trade> closed);

// Ratios, not percent; NaN what has no trade to speak of. `geometric_mean` is 0 if a trade lost all
// that was put in. The profit factor is of returns, the rest of the last line is of money.
struct TradeStatistics {
  double commissions = 0;
  double best = 0, worst = 0, mean = 0, geometric_mean = 0;
  double max_duration = 0, mean_duration = 0;
  double profit_factor = 0;
  double win_rate = 0, sqn = 0, kelly_criterion = 0;
};
// What the winners made over what the losers lost, in money; NaN without losers.
double money_profit_factor(std::span<const Trade> closed);

TradeStatistics trade_statistics(const Bars& bars, std::span<const Trade> closed,
                                 const Spacing& spacing);

}  // namespace stratgen
