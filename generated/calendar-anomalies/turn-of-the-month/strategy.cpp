#include <stratgen/strategy.hpp>

// Hold the index fund in the last sessions of each month and the first of the next, cash otherwise.
struct TurnOfTheMonthInEquityIndexes : Strategy {
  int days_before = param("days_before", 1, {1, 5, 1});
  int days_after = param("days_after", 3, {1, 5, 1});

  static constexpr double position_size_pct = 0.95;

  void next() {
    // Orders fill at the next open, so what counts is whether the next session lies in the window.
    const bool next_in_window =
        trading_days_left_in_month() <= days_before || trading_day_of_month() < days_after;
    if (position) {
      if (!next_in_window) position.close();
    } else if (next_in_window) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(TurnOfTheMonthInEquityIndexes)
