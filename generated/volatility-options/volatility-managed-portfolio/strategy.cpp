#include <stratgen/strategy.hpp>

// Always hold the index fund, once a month resized in inverse proportion to its recent variance.
struct VolatilityManagedExposure : Strategy {
  int vol_window = param("vol_window", 22, {10, 66, 4});
  double target_vol = param("target_vol", 0.12, {0.08, 0.2, 0.02});
  double rebalance_band = param("rebalance_band", 0.05, {0.0, 0.2, 0.05});

  static constexpr double position_size_pct = 0.95;

  Series volatility;

  void init() { volatility = realized_volatility(close, vol_window); }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const double exposure = position_size_pct * min(1, pow(target_vol / volatility, 2));
    const double current = position.size * close[0] / equity();  // 0 when flat
    if (abs(exposure - current) <= rebalance_band) return;

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

STRATGEN_STRATEGY(VolatilityManagedExposure)
