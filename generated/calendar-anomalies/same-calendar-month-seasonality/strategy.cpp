#include <stratgen/strategy.hpp>

// Hold the index fund in the calendar months that have been better than its average month.
struct SameCalendarMonthSeasonality : Strategy {
  int years = param("years", 20, {5, 20, 5});
  double min_edge = param("min_edge", 0.0, {0.0, 0.01, 0.0025});

  static constexpr double position_size_pct = 0.95;
  static constexpr int months_in_year = 12;
  static constexpr int most_months = 20 * months_in_year;

  List<double, most_months> month_returns;  // of complete months, the latest at the back
  double month_end_close = 0;               // of the month before, 0 when there is none
  Series edge;

  // For the month that follows, at a month's last session; not a number on other days.
  double edge_of_next_month() {
    const double no_value = 0.0 / 0.0;
    if (trading_days_left_in_month() != 0) return no_value;
    if (month_end_close > 0) {
      if (month_returns.size() == years * months_in_year) month_returns.pop_front();
      month_returns.push_back(close[0] / month_end_close - 1);
    }
    month_end_close = close[0];
    if (month_returns.size() < years * months_in_year) return no_value;

    double same_month = 0;
    double all_months = 0;
    for (int i = 0; i < month_returns.size(); ++i) {
      all_months += month_returns[i];
      // The oldest is 12 * years months before the next month, so it and each twelfth after it.
      if (i % months_in_year == 0) same_month += month_returns[i];
    }
    return same_month / years - all_months / (years * months_in_year);
  }

  void init() {
    edge = each_bar([this] { return edge_of_next_month(); });
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool good_month = edge > min_edge;
    if (position) {
      if (!good_month) position.close();
    } else if (good_month) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(SameCalendarMonthSeasonality)
