#include <stratgen/strategy.hpp>

// At the end of a week that is among the stock's worst, buy it for the recovery in the next one.
struct ShortTermReversalInStocks : Strategy {
  int lookback = param("lookback", 5, {3, 10, 1});
  int rank_window = param("rank_window", 252, {126, 504, 126});
  double loser_quantile = param("loser_quantile", 0.2, {0.05, 0.3, 0.05});

  static constexpr double stop_loss_pct = 0.10;
  static constexpr double position_size_pct = 0.95;

  Series week_return, week_rank;

  void init() {
    week_return = pct_change(close, lookback);
    week_rank = rank(week_return, rank_window);
  }

  void next() {
    if (trading_days_left_in_week() != 0) return;
    const bool loser = week_rank <= loser_quantile && week_return < 0;
    if (position) {
      if (!loser) position.close();
    } else if (loser) {
      buy({.size = position_size_pct, .sl = close[0] * (1 - stop_loss_pct)});
    }
  }
};

STRATGEN_STRATEGY(ShortTermReversalInStocks)
