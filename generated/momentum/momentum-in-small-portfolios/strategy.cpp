#include <stratgen/strategy.hpp>

// A few times a year, choose the few strongest of eight stocks and hold the stock if it is one of them.
struct MomentumEffectInSmallPortfolios : Strategy {
  int lookback = param("lookback", 126, {63, 252, 21});
  int holding_months = param("holding_months", 3, {1, 12, 1});
  int portfolio_size = param("portfolio_size", 2, {1, 3, 1});

  static constexpr double position_size_pct = 0.95;

  Series own_return, rivals_above;

  void init() {
    if (12 % holding_months != 0) reject("holding_months must divide twelve");
    own_return = pct_change(close, lookback);
    rivals_above = above(asset("MSFT").close) + above(asset("JPM").close) +
                   above(asset("XOM").close) + above(asset("JNJ").close) +
                   above(asset("WMT").close) + above(asset("BA").close) +
                   above(asset("DIS").close);
  }

  // 1 where the rival's return is above the traded stock's.
  Series above(Series rival) {
    return where(pct_change(rival, lookback) > own_return, 1.0, 0.0);
  }

  void next() {
    if (trading_days_left_in_month() != 0 || date().month % holding_months != 0) return;
    const bool selected = rivals_above < portfolio_size;
    if (position) {
      if (!selected) position.close();
    } else if (selected) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(MomentumEffectInSmallPortfolios)
