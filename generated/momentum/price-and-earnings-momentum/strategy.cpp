#include <stratgen/strategy.hpp>

// Hold the stock while both its price momentum and its reaction to the last big news, taken for the
// quarter's earnings, are better than the market's.
struct PriceAndEarningsMomentum : Strategy {
  int momentum_days = param("momentum_days", 126, {63, 252, 21});
  double min_reaction = param("min_reaction", 0.01, {0.0, 0.04, 0.005});
  int quarter_days = param("quarter_days", 63, {58, 68, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int volume_days = 63;

  Series relative_momentum, reaction, market, volume_ratio;

  void init() {
    market = asset("SPY").close;
    relative_momentum = pct_change(close, momentum_days) - pct_change(market, momentum_days);
    volume_ratio = volume / sma(volume, volume_days);
    reaction = each_bar([this] { return reaction_to_news(); });
  }

  // The stock's return less the market's over the news bar and the one after it. The news bar is
  // the one of the largest volume ratio among the last quarter_days, the current one left out.
  double reaction_to_news() {
    int news = 1;
    for (int age = 2; age <= quarter_days; ++age) {
      if (volume_ratio[age] > volume_ratio[news]) news = age;
    }
    if (isnan(volume_ratio[quarter_days])) return 0.0 / 0.0;
    return close[news - 1] / close[news + 1] - market[news - 1] / market[news + 1];
  }

  void next() {
    if (trading_days_left_in_week() != 0) return;
    if (position) {
      if (relative_momentum <= 0 || reaction <= 0) position.close();
    } else if (relative_momentum > 0 && reaction > min_reaction) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(PriceAndEarningsMomentum)
