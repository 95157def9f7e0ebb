#include <stratgen/strategy.hpp>

struct Calendar : Strategy {
  int last_month = 0;
  void next() {
    const Date d = date();
    if (d.month != last_month && trading_day_of_month() == 1) { buy(); last_month = d.month; }
    if (trading_days_left_in_month() == 0 || is_pre_holiday() || is_option_expiration_week())
      position.close();
    if (d.weekday == 0 && d.day_of_year > 100 && d.hour + d.minute == 0 && moon_phase() < 0.1) sell();
    auto [year, month, day, weekday, day_of_year, hour, minute] = date();
    if (year > 2000 && month == 1 && trading_day_of_week() == 2 && trading_days_left_in_week() > 1)
      position.close();
  }
};
STRATGEN_STRATEGY(Calendar)
