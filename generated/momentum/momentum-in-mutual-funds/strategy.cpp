#include <stratgen/strategy.hpp>

// At the end of a quarter rank seven funds by nearness to the one-year high and by past return, and
// hold the traded one if the sum of its two ranks is among the best.
struct MomentumInMutualFundReturns : Strategy {
  int high_window = param("high_window", 252, {126, 252, 21});
  int lookback = param("lookback", 126, {63, 252, 21});
  int held_ranks = param("held_ranks", 2, {1, 3, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int fund_count = 7;  // the traded one first

  std::array<Series, fund_count> nearness, past_return;

  void init() {
    const std::array<Series, fund_count> prices = {close,
                                                   asset("SPY").close,
                                                   asset("QQQ").close,
                                                   asset("DIA").close,
                                                   asset("EFA").close,
                                                   asset("EEM").close,
                                                   asset("VNQ").close};
    for (int i = 0; i < fund_count; ++i) {
      nearness[i] = prices[i] / highest(prices[i], high_window);
      past_return[i] = pct_change(prices[i], lookback);
    }
  }

  // Funds that are ahead of this one, once by nearness and once by return.
  int funds_ahead(int fund) {
    int ahead = 0;
    for (int i = 0; i < fund_count; ++i) {
      if (nearness[i] > nearness[fund]) ++ahead;
      if (past_return[i] > past_return[fund]) ++ahead;
    }
    return ahead;
  }

  void next() {
    if (trading_days_left_in_month() != 0 || date().month % 3 != 0) return;
    const int own_ahead = funds_ahead(0);
    int better = 0;
    for (int i = 1; i < fund_count; ++i) {
      if (funds_ahead(i) < own_ahead) ++better;
    }
    const bool selected = better < held_ranks;
    if (position) {
      if (!selected) position.close();
    } else if (selected) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(MomentumInMutualFundReturns)
