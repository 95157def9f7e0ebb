#include <stratgen/strategy.hpp>

// On volatile days, buy the index fund once it has risen through the usual noise since the last
// close, and sell at the day's close.
struct IntradayEtfMomentum : Strategy {
  int noise_days = param("noise_days", 14, {5, 60, 1});
  double noise_mult = param("noise_mult", 0.5, {0.25, 1.5, 0.25});
  double volatility_rank = param("volatility_rank", 0.67, {0.0, 0.9, 0.01});

  static constexpr double position_size_pct = 0.95;
  static constexpr int volatility_days = 21;
  static constexpr int rank_window = 252;

  Series noise, volatility;

  void init() {
    noise = sma(abs(pct_change(close, 1)), noise_days);
    volatility = rank(realized_volatility(close, volatility_days), rank_window);
  }

  void next() {
    if (volatility >= volatility_rank) {
      const double line = close[0] * (1 + noise_mult * noise[0]);
      buy({.size = position_size_pct, .stop = line, .good_for = 1, .intraday = true});
    }
  }
};

STRATGEN_STRATEGY(IntradayEtfMomentum)
