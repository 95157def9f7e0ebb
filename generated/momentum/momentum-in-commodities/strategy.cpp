#include <stratgen/strategy.hpp>

// Hold gold long while it leads oil and the broad basket, short while it trails both; each decision
// stands for holding_months months.
struct MomentumEffectInCommodityFutures : Strategy {
  int ranking_months = param("ranking_months", 12, {1, 12, 1});
  int holding_months = param("holding_months", 1, {1, 6, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int month_bars = 21;

  Series gold, oil, basket;

  void init() {
    if (12 % holding_months != 0) reject("holding_months must divide twelve");
    gold = mean_monthly_return(close);
    oil = mean_monthly_return(asset("USO").close);
    basket = mean_monthly_return(asset("DBC").close);
  }

  Series mean_monthly_return(Series price) {
    return sma(pct_change(price, 1), ranking_months * month_bars) * month_bars;
  }

  void next() {
    if (trading_days_left_in_month() != 0 || date().month % holding_months != 0) return;
    const bool winner = gold > oil && gold > basket;
    const bool loser = gold < oil && gold < basket;
    if (position.is_long() && !winner) position.close();
    if (position.is_short() && !loser) position.close();
    if (winner && !position.is_long()) {
      buy({.size = position_size_pct});
    } else if (loser && !position.is_short()) {
      sell({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(MomentumEffectInCommodityFutures)
