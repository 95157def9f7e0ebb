#include <stratgen/strategy.hpp>

// Hold an index fund of small companies from the end of December through January, cash otherwise.
struct JanuaryEffectInStocks : Strategy {
  int days_before = param("days_before", 1, {0, 5, 1});
  int january_days = param("january_days", 20, {5, 20, 5});

  static constexpr double position_size_pct = 0.95;
  static constexpr int january = 1;
  static constexpr int december = 12;

  // Orders fill at the next open, so what counts is whether the next session lies in the window.
  bool next_in_window() {
    const int month = date().month;
    if (month == december) return trading_days_left_in_month() <= days_before;
    return month == january && trading_day_of_month() < january_days &&
           trading_days_left_in_month() > 0;
  }

  void next() {
    const bool hold = next_in_window();
    if (position) {
      if (!hold) position.close();
    } else if (hold) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(JanuaryEffectInStocks)
