#include <stratgen/strategy.hpp>

// Hold the index fund in months that begin with a high premium of implied over realised variance.
struct VolatilityRiskPremium : Strategy {
  int rv_window = param("rv_window", 22, {10, 44, 2});
  int rank_window = param("rank_window", 504, {252, 1260, 252});
  double min_rank = param("min_rank", 0.5, {0.3, 0.7, 0.1});

  static constexpr double position_size_pct = 0.95;

  Series premium_rank;

  void init() {
    const Series implied = pow(asset("VIX").close / 100, 2);
    const Series realized = pow(realized_volatility(close, rv_window), 2);
    premium_rank = rank(implied - realized, rank_window);
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool high = premium_rank >= min_rank;
    if (position) {
      if (!high) position.close();
    } else if (high) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(VolatilityRiskPremium)
