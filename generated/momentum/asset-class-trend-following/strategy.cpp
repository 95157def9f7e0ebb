#include <stratgen/strategy.hpp>

// Hold the asset class while its month-end price is above the average of the last month-end prices.
struct AssetClassTrendFollowing : Strategy {
  int average_months = param("average_months", 10, {3, 15, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int most_months = 15;

  Series average;
  List<double, most_months> month_closes;  // oldest first
  double last_average = sqrt(-1.0);        // none yet

  void init() {
    average = each_bar([this] {
      if (trading_days_left_in_month() == 0) take_month_end();
      return last_average;
    });
  }

  void take_month_end() {
    if (month_closes.size() == average_months) month_closes.pop_front();
    month_closes.push_back(close[0]);
    if (month_closes.size() < average_months) return;
    double total = 0.0;
    for (const double month_close : month_closes) total += month_close;
    last_average = total / average_months;
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    if (position) {
      if (close <= average) position.close();
    } else if (close > average) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(AssetClassTrendFollowing)
