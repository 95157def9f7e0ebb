#include <stratgen/strategy.hpp>

struct TurnOfTheMonth : Strategy {
  int n = 0;

  void next() {
    if (trading_days_left_in_month() < 1 || trading_day_of_month() <= 3) { if (!position) buy(); }
    else position.close();
    if (trading_day_of_week() == 1 && trading_days_left_in_week() > 2 && is_pre_holiday()) position.close(0.5);
    if (is_option_expiration_week() && moon_phase() > 0.5) ++n;
  }
};

STRATGEN_STRATEGY(TurnOfTheMonth)
