#include <stratgen/strategy.hpp>

// Hold the oil company while its fall over the last year, which raises its dividend yield, is among the
// deepest of eight payers of dividends; looked at once a quarter.
struct DividendYieldRotation : Strategy {
  int fall_window = param("fall_window", 252, {126, 756, 126});
  int dog_count = param("dog_count", 3, {1, 4, 1});
  int rebalance_months = param("rebalance_months", 3, {1, 12, 1});

  static constexpr double position_size_pct = 0.95;

  Series own_change, lower;

  Series is_lower(Series rival) { return where(pct_change(rival, fall_window) < own_change, 1.0, 0.0); }

  void init() {
    own_change = pct_change(close, fall_window);
    lower = is_lower(asset("CVX").close) + is_lower(asset("VZ").close) + is_lower(asset("PFE").close) +
            is_lower(asset("MRK").close) + is_lower(asset("IBM").close) + is_lower(asset("JPM").close) +
            is_lower(asset("PG").close);
  }

  void next() {
    if (trading_days_left_in_month() != 0 || date().month % rebalance_months != 0) return;
    const bool dog = lower < dog_count;
    if (position) {
      if (!dog) position.close();
    } else if (dog) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(DividendYieldRotation)
