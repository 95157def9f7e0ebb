#include <stratgen/strategy.hpp>

// Hold the index fund in the week of the monthly option expiration, cash otherwise.
struct OptionExpirationWeekEffect : Strategy {
  int hold_sessions = param("hold_sessions", 5, {1, 5, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int first_third_friday = 15;  // days of the month on which it can fall
  static constexpr int last_third_friday = 21;

  // Orders fill at the next open, so what counts is whether the next session lies in the window.
  bool next_in_window() {
    if (trading_days_left_in_week() == 0) {
      const int next_friday = date().day + 11 - date().weekday;
      return next_friday >= first_third_friday && next_friday <= last_third_friday;
    }
    return is_option_expiration_week() && trading_day_of_week() < hold_sessions;
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

STRATGEN_STRATEGY(OptionExpirationWeekEffect)
