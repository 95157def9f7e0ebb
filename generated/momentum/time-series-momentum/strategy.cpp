#include <stratgen/strategy.hpp>

// Once a month, hold an asset that has risen over the past year, with a size that brings it to the
// target volatility, and nothing of one that has fallen.
struct TimeSeriesMomentum : Strategy {
  int lookback = param("lookback", 252, {21, 252, 21});
  int vol_window = param("vol_window", 60, {20, 120, 10});
  double target_vol = param("target_vol", 0.15, {0.1, 0.4, 0.05});

  static constexpr double position_size_pct = 0.95;

  Series momentum, volatility;

  void init() {
    momentum = pct_change(close, lookback);
    volatility = realized_volatility(close, vol_window);
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    double exposure = 0;
    if (momentum > 0) exposure = min(position_size_pct, target_vol / volatility);
    const double target_units = floor(exposure * equity() / close[0]);
    const double delta = target_units - position.size;
    if (target_units == 0) {
      position.close();
    } else if (delta > 0) {
      buy({.size = delta});
    } else if (delta < 0) {
      sell({.size = -delta});  // sells part of the long position
    }
  }
};

STRATGEN_STRATEGY(TimeSeriesMomentum)
