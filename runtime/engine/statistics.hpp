// Statistics: what a backtest amounts to, in backtesting.py 0.6.6's definitions and under its
// names.
#pragma once

#include "runtime/engine/trade.hpp"
#include "runtime/market/bars.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace stratgen {

// NaN is "undefined". Durations are in seconds, or in rows where there are no dates. Without dates
// the annualised figures are NaN, but for the returns: 0.
struct Statistics {
  Clock clock = Clock::Dates;  // of start and end
  std::int64_t start = 0, end = 0;
  double duration = 0;
  double exposure_time_pct = 0;  // share of the bars in which some closed trade was open
  double equity_final = 0, equity_peak = 0;
  double commissions = 0;  // of the closed trades
  double return_pct = 0, buy_and_hold_return_pct = 0;
  double annual_return_pct = 0, annual_volatility_pct = 0, cagr_pct = 0;
  double sharpe_ratio = 0, sortino_ratio = 0, calmar_ratio = 0;
  double alpha_pct = 0, beta = 0;
  double max_drawdown_pct = 0, avg_drawdown_pct = 0;  // negative
  double max_drawdown_duration = 0, avg_drawdown_duration = 0;
  std::int64_t trades = 0;
  double win_rate_pct = 0;
  double best_trade_pct = 0, worst_trade_pct = 0, avg_trade_pct = 0;
  double max_trade_duration = 0, avg_trade_duration = 0;
  double profit_factor = 0, expectancy_pct = 0, sqn = 0, kelly_criterion = 0;
};

struct StatisticsOptions {
  double risk_free_rate = 0;         // a ratio a year, for Sharpe, Sortino and alpha
  bool money_profit_factor = false;  // of the trades' money; backtesting.py's is of their returns
};

// `equity` has one value per bar, there is at least one bar, and 0 <= warmup < bars: buy and hold
// starts at the close of bar `warmup`. `closed` is in order of closing; trades still open count
// only through the equity.
Statistics compute_statistics(const Bars& bars, std::span<const double> equity,
                              std::span<const Trade> closed, int warmup,
                              const StatisticsOptions& options = {});

struct Statistic {
  std::string_view name;
  std::variant<double, std::string> value;
};

// In backtesting.py's order and by its names. Start and End are ISO 8601 text, or numbers where
// there are no dates; then there is no CAGR either.
std::vector<Statistic> named(const Statistics& statistics);

// Of those, the ones that are numbers.
std::vector<std::pair<std::string, double>> numbers_of(const Statistics& statistics);

}  // namespace stratgen
