#include "runtime/engine/statistics.hpp"

#include "runtime/engine/statistics_drawdowns.hpp"
#include "runtime/engine/statistics_returns.hpp"
#include "runtime/engine/statistics_spacing.hpp"
#include "runtime/engine/statistics_trades.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <limits>

namespace stratgen {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double or_nan(double denominator) { return denominator == 0 ? nan : denominator; }

double growth_pct(double from, double to) { return (to - from) / from * 100; }

void add_span(Statistics& s, const Bars& bars, std::span<const double> equity) {
  s.clock = bars.clock;
  s.start = bars.time.front();
  s.end = bars.time.back();
  s.duration = static_cast<double>(s.end - s.start);
  s.equity_final = equity.back();
  s.equity_peak = *std::max_element(equity.begin(), equity.end());
}

void add_drawdowns(Statistics& s, const DrawdownStatistics& drawdown) {
  s.max_drawdown_pct = -drawdown.deepest * 100;
  s.avg_drawdown_pct = -drawdown.mean_deepest * 100;
  s.max_drawdown_duration = drawdown.max_duration;
  s.avg_drawdown_duration = drawdown.mean_duration;
}

void add_returns(Statistics& s, const Bars& bars, std::span<const double> equity, int warmup,
                 double risk_free_rate, double deepest_drawdown, const Spacing& spacing) {
  s.return_pct = growth_pct(equity.front(), equity.back());
  s.buy_and_hold_return_pct =
      growth_pct(bars.close[static_cast<std::size_t>(warmup)], bars.close.back());
  const Annualised annual = annualised(bars, equity, spacing);
  s.annual_return_pct = annual.mean_return * 100;
  s.annual_volatility_pct = annual.volatility * 100;
  s.cagr_pct =
      spacing.dated ? compound_annual_growth(equity.front(), equity.back(), s.duration) * 100 : nan;
  const double risk_free_pct = risk_free_rate * 100;
  s.sharpe_ratio = (s.annual_return_pct - risk_free_pct) / or_nan(s.annual_volatility_pct);
  s.sortino_ratio = (annual.mean_return - risk_free_rate) / annual.downside;
  s.calmar_ratio = annual.mean_return / or_nan(deepest_drawdown);
  s.beta = market_beta(equity, bars.close);
  s.alpha_pct = s.return_pct - risk_free_pct - s.beta * (s.buy_and_hold_return_pct - risk_free_pct);
}

void add_trades(Statistics& s, const Bars& bars, std::span<const Trade> closed,
                const TradeStatistics& trade) {
  s.exposure_time_pct = exposure(bars.size(), closed) * 100;
  s.commissions = trade.commissions;
  s.trades = static_cast<std::int64_t>(closed.size());
  s.win_rate_pct = trade.win_rate * 100;
  s.best_trade_pct = trade.best * 100;
  s.worst_trade_pct = trade.worst * 100;
  s.avg_trade_pct = trade.geometric_mean * 100;
  s.max_trade_duration = trade.max_duration;
  s.avg_trade_duration = trade.mean_duration;
  s.profit_factor = trade.profit_factor;
  s.expectancy_pct = trade.mean * 100;
  s.sqn = trade.sqn;
  s.kelly_criterion = trade.kelly_criterion;
}

}  // namespace

Statistics compute_statistics(const Bars& bars, std::span<const double> equity,
                              std::span<const Trade> closed, int warmup,
                              const StatisticsOptions& options) {
  assert(bars.size() > 0 && equity.size() == bars.size());
  assert(warmup >= 0 && static_cast<std::size_t>(warmup) < bars.size());
  const Spacing spacing = spacing_of(bars);
  Statistics s;
  add_span(s, bars, equity);
  const DrawdownStatistics drawdown = drawdown_statistics(bars, equity, spacing);
  add_drawdowns(s, drawdown);
  add_returns(s, bars, equity, warmup, options.risk_free_rate, drawdown.deepest, spacing);
  add_trades(s, bars, closed, trade_statistics(bars, closed, spacing));
  if (options.money_profit_factor) s.profit_factor = money_profit_factor(closed);
  return s;
}

std::vector<Statistic> named(const Statistics& s) {
  const bool dated = s.clock != Clock::Numbers;
  const auto stamp = [&](std::int64_t time) -> std::variant<double, std::string> {
    if (dated) return to_iso(time, s.clock);
    return static_cast<double>(time);
  };
  std::vector<Statistic> list = {
      {"Start", stamp(s.start)},
      {"End", stamp(s.end)},
      {"Duration", s.duration},
      {"Exposure Time [%]", s.exposure_time_pct},
      {"Equity Final [$]", s.equity_final},
      {"Equity Peak [$]", s.equity_peak},
      {"Commissions [$]", s.commissions},
      {"Return [%]", s.return_pct},
      {"Buy & Hold Return [%]", s.buy_and_hold_return_pct},
      {"Return (Ann.) [%]", s.annual_return_pct},
      {"Volatility (Ann.) [%]", s.annual_volatility_pct},
      {"CAGR [%]", s.cagr_pct},
      {"Sharpe Ratio", s.sharpe_ratio},
      {"Sortino Ratio", s.sortino_ratio},
      {"Calmar Ratio", s.calmar_ratio},
      {"Alpha [%]", s.alpha_pct},
      {"Beta", s.beta},
      {"Max. Drawdown [%]", s.max_drawdown_pct},
      {"Avg. Drawdown [%]", s.avg_drawdown_pct},
      {"Max. Drawdown Duration", s.max_drawdown_duration},
      {"Avg. Drawdown Duration", s.avg_drawdown_duration},
      {"# Trades", static_cast<double>(s.trades)},
      {"Win Rate [%]", s.win_rate_pct},
      {"Best Trade [%]", s.best_trade_pct},
      {"Worst Trade [%]", s.worst_trade_pct},
      {"Avg. Trade [%]", s.avg_trade_pct},
      {"Max. Trade Duration", s.max_trade_duration},
      {"Avg. Trade Duration", s.avg_trade_duration},
      {"Profit Factor", s.profit_factor},
      {"Expectancy [%]", s.expectancy_pct},
      {"SQN", s.sqn},
      {"Kelly Criterion", s.kelly_criterion},
  };
  if (!dated)
    std::erase_if(list, [](const Statistic& statistic) { return statistic.name == "CAGR [%]"; });
  return list;
}

std::vector<std::pair<std::string, double>> numbers_of(const Statistics& statistics) {
  std::vector<std::pair<std::string, double>> numbers;
  for (const Statistic& statistic : named(statistics)) {
    if (const auto* const value = std::get_if<double>(&statistic.value))
      numbers.emplace_back(statistic.name, *value);
  }
  return numbers;
}

}  // namespace stratgen
