#include <stratgen/strategy.hpp>

// After a rising January hold the index fund for the rest of the year, after a falling one cash.
struct JanuaryBarometer : Strategy {
  double threshold = param("threshold", 0.0, {-0.02, 0.02, 0.01});
  int hold_months = param("hold_months", 11, {1, 11, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int january = 1;

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const int month = date().month;
    if (position) {
      if (month == january + hold_months) position.close();
    } else if (month == january) {
      // The bar as many sessions back as January has is the last one of December.
      const double january_return = close[0] / close[trading_day_of_month()] - 1;
      if (january_return > threshold) buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(JanuaryBarometer)
