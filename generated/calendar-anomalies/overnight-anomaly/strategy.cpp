#include <stratgen/strategy.hpp>

// While the index fund's last year was earned at night and lost by day, be short by day.
struct OvernightAnomaly : Strategy {
  int lookback = param("lookback", 252, {63, 504, 63});

  static constexpr double position_size_pct = 0.95;

  Series day_sum, night_sum;

  void init() {
    day_sum = sum(log(close / open), lookback);
    night_sum = sum(log(open / shift(close, 1)), lookback);
  }

  void next() {
    // The order opens at the next open and the engine closes it at that session's close.
    if (day_sum < 0 && night_sum > 0) sell({.size = position_size_pct, .intraday = true});
  }
};

STRATGEN_STRATEGY(OvernightAnomaly)
