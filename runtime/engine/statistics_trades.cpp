// Definitions as in backtesting.py 0.6.6, compute_stats(). SQN is Van Tharp's system quality
// number; Kelly's criterion is W - (1 - W) / R with R the mean win over the mean loss.
#include "runtime/engine/statistics_trades.hpp"

#include "runtime/engine/statistics_returns.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace stratgen {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::size_t index(int bar) { return static_cast<std::size_t>(bar); }

double or_nan(double denominator) { return denominator == 0 ? nan : denominator; }

void add_returns(TradeStatistics& statistics, std::span<const Trade> closed) {
  std::vector<double> returns;
  returns.reserve(closed.size());
  double sum = 0, gains = 0, losses = 0;
  for (const Trade& trade : closed) {
    const double ratio = trade.return_ratio();
    returns.push_back(ratio);
    sum += ratio;
    (ratio > 0 ? gains : losses) += ratio;
  }
  const auto [worst, best] = std::minmax_element(returns.begin(), returns.end());
  statistics.worst = *worst;
  statistics.best = *best;
  statistics.mean = sum / static_cast<double>(closed.size());
  statistics.geometric_mean = geometric_mean(returns);
  statistics.profit_factor = gains / or_nan(-losses);
}

void add_money(TradeStatistics& statistics, std::span<const Trade> closed) {
  double sum = 0, won = 0, lost = 0;
  double winners = 0, losers = 0;
  for (const Trade& trade : closed) {
    const double pl = trade.pl();
    sum += pl;
    if (pl > 0) won += pl, ++winners;
    if (pl < 0) lost += pl, ++losers;
  }
  const auto count = static_cast<double>(closed.size());
  const double mean = sum / count;
  double squares = 0;
  for (const Trade& trade : closed) squares += (trade.pl() - mean) * (trade.pl() - mean);
  const double deviation = std::sqrt(squares / (count - 1));  // one trade: 0/0

  statistics.win_rate = winners / count;
  statistics.sqn = std::sqrt(count) * mean / or_nan(deviation);
  const double payoff = won / winners / -(lost / losers);
  statistics.kelly_criterion = statistics.win_rate - (1 - statistics.win_rate) / payoff;
}

void add_durations(TradeStatistics& statistics, const Bars& bars, std::span<const Trade> closed,
                   const Spacing& spacing) {
  std::int64_t sum = 0, longest = 0;
  for (const Trade& trade : closed) {
    const std::int64_t held = bars.time[index(trade.exit_bar)] - bars.time[index(trade.entry_bar)];
    sum += held;
    longest = std::max(longest, held);
  }
  statistics.max_duration = rounded_up_mean(longest, 1, spacing);
  statistics.mean_duration =
      rounded_up_mean(sum, static_cast<std::int64_t>(closed.size()), spacing);
}

}  // namespace

double exposure(std::size_t bars, std::span<const Trade> closed) {
  std::vector<int> change(bars + 1, 0);  // in the number of trades that are open at a bar
  for (const Trade& trade : closed) {
    ++change[index(trade.entry_bar)];
    --change[index(trade.exit_bar) + 1];
  }
  std::size_t exposed = 0;
  int open = 0;
  for (std::size_t i = 0; i < bars; ++i) {
    open += change[i];
    if (open > 0) ++exposed;
  }
  return static_cast<double>(exposed) / static_cast<double>(bars);
}

TradeStatistics trade_statistics(const Bars& bars, std::span<const Trade> closed,
                                 const Spacing& spacing) {
  if (closed.empty()) return {0, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan};
  TradeStatistics statistics;
  for (const Trade& trade : closed) statistics.commissions += trade.commission;
  add_returns(statistics, closed);
  add_money(statistics, closed);
  add_durations(statistics, bars, closed, spacing);
  return statistics;
}

double money_profit_factor(std::span<const Trade> closed) {
  double gains = 0, losses = 0;
  for (const Trade& trade : closed) {
    const double pl = trade.pl();
    (pl > 0 ? gains : losses) += pl;
  }
  return gains / or_nan(-losses);
}

}  // namespace stratgen
