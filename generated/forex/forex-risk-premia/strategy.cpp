#include <stratgen/strategy.hpp>

// Hold the currency after weeks of negative skewness, whose risk is paid for, and sell it after
// positive.
struct RiskPremiaInForexMarkets : Strategy {
  int skew_window = param("skew_window", 63, {21, 252, 21});
  double threshold = param("threshold", 0.6, {0.2, 1.0, 0.1});

  static constexpr double position_size_pct = 0.95;

  Series skew;

  void init() { skew = skewness(pct_change(close, 1), skew_window); }

  void next() {
    if (trading_days_left_in_week() != 0) return;
    const bool want_long = skew < -threshold;
    const bool want_short = skew > threshold;

    if (position.is_long() && !want_long) position.close();
    if (position.is_short() && !want_short) position.close();
    if (want_long && !position.is_long()) buy({.size = position_size_pct});
    if (want_short && !position.is_short()) sell({.size = position_size_pct});
  }
};

STRATGEN_STRATEGY(RiskPremiaInForexMarkets)
