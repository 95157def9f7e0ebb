#include <stratgen/strategy.hpp>

// Hold the stock in the months after its alpha to the market ranked among the best of seven.
struct CapmAlphaRankingOnTheDow30 : Strategy {
  int regression_window = param("regression_window", 21, {21, 252, 21});
  int held_ranks = param("held_ranks", 2, {1, 3, 1});

  static constexpr double position_size_pct = 0.95;

  Series market_return, own_alpha, rivals_above;

  void init() {
    market_return = pct_change(asset("SPY").close, 1);
    own_alpha = alpha(close);
    rivals_above = above(asset("MSFT").close) + above(asset("JPM").close) +
                   above(asset("JNJ").close) + above(asset("WMT").close) +
                   above(asset("DIS").close) + above(asset("BA").close);
  }

  // The intercept of the regression of the price's daily returns on the market's.
  Series alpha(Series price) {
    const Series stock_return = pct_change(price, 1);
    const Series beta = covariance(stock_return, market_return, regression_window) /
                        covariance(market_return, market_return, regression_window);
    return sma(stock_return, regression_window) - beta * sma(market_return, regression_window);
  }

  // 1 where the rival's alpha is above the traded stock's.
  Series above(Series rival) { return where(alpha(rival) > own_alpha, 1.0, 0.0); }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool selected = rivals_above < held_ranks;
    if (position) {
      if (!selected) position.close();
    } else if (selected) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(CapmAlphaRankingOnTheDow30)
