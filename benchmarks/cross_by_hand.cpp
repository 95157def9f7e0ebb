#include "benchmarks/cross_by_hand.hpp"

#include "runtime/engine/curve_kernels.hpp"

#include <cmath>
#include <limits>

namespace stratgen {

void CrossByHand::trade(const double* fast, const double* slow, int start) {
  const double *const open = bars.open.data(), *const close = bars.close.data();
  double* const curve = equity.data();
  const int count = static_cast<int>(bars.size());
  double cash = 10'000, units = 0, entry_price = 0, fee = 0;
  int entry_bar = 0, signal = 0;
  trades.clear();
  for (int i = 0; i < start; ++i) curve[i] = cash;
  for (int i = start; i < count; ++i) {
    if (signal > 0 && units == 0) {
      units = std::floor(cash / (open[i] * (1 + commission)));
      entry_price = open[i];
      entry_bar = i;
      fee = units * open[i] * commission;
      cash -= units * open[i] + fee;
    } else if (signal < 0 && units > 0) {
      const double fee_out = units * open[i] * commission;
      cash += units * open[i] - fee_out;
      trades.push_back({entry_bar, i, units, entry_price, open[i], fee + fee_out});
      units = 0;
    }
    curve[i] = cash + units * close[i];
    signal = 0;
    if (fast[i - 1] < slow[i - 1] && fast[i] > slow[i])
      signal = 1;
    else if (slow[i - 1] < fast[i - 1] && slow[i] > fast[i])
      signal = -1;
  }
}

CellStatistics CrossByHand::run(const double* fast, const double* slow, int start) {
  trade(fast, slow, start);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double first = equity.front(), last = equity.back();
  const double returns = static_cast<double>(equity.size()) - 1;
  const CurveSums sums =
      curve_kernels(best_isa()).sum_curve(equity.data(), static_cast<int>(equity.size()));
  CellStatistics s;
  s.return_pct = (last - first) / first * 100;
  s.max_drawdown_pct = -(1 - sums.lowest) * 100;
  const double variance = (sums.squares - sums.returns * sums.returns / returns) / (returns - 1);
  const double growth = std::pow(last / first, 1 / returns);
  const double year = std::pow(growth, periods_per_year);
  const double spread = std::pow(variance + growth * growth, periods_per_year) - year * year;
  s.annual_return_pct = (year - 1) * 100;
  s.annual_volatility_pct = std::sqrt(spread) * 100;
  s.sharpe_ratio =
      s.annual_volatility_pct == 0 ? nan : s.annual_return_pct / s.annual_volatility_pct;
  s.sortino_ratio = (year - 1) / std::sqrt(sums.loss_squares / returns * periods_per_year);
  double gains = 0, losses = 0;
  int winners = 0, exposed = 0;
  for (const Trade& t : trades) {
    const double ratio = t.exit_price / t.entry_price - 1 - t.commission / (t.size * t.entry_price);
    winners += t.size * (t.exit_price - t.entry_price) - t.commission > 0;
    (ratio > 0 ? gains : losses) += ratio;
    exposed += t.exit_bar - t.entry_bar + 1;
  }
  const auto count = static_cast<double>(trades.size());
  s.trades = static_cast<std::int64_t>(trades.size());
  s.win_rate_pct = trades.empty() ? nan : winners / count * 100;
  s.profit_factor = losses == 0 ? nan : gains / -losses;
  s.exposure_time_pct = exposed / static_cast<double>(equity.size()) * 100;
  return s;
}

}  // namespace stratgen
