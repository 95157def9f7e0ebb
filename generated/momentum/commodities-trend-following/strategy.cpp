#include <stratgen/strategy.hpp>

// Two averages of month-end prices: long with the fast one above a band around the slow one, short
// with it below the band, no position inside.
struct CommodityTrendFollowing : Strategy {
  int fast_months = param("fast_months", 2, {1, 3, 1});
  int slow_months = param("slow_months", 6, {4, 12, 1});
  double band = param("band", 0.025, {0.0, 0.1, 0.005});

  static constexpr double position_size_pct = 0.95;
  static constexpr int most_months = 12;

  Series ratio;
  List<double, most_months> month_closes;  // oldest first
  double last_ratio = sqrt(-1.0);          // none yet

  void init() {
    ratio = each_bar([this] {
      if (trading_days_left_in_month() == 0) take_month_end();
      return last_ratio;
    });
  }

  void take_month_end() {
    if (month_closes.size() == slow_months) month_closes.pop_front();
    month_closes.push_back(close[0]);
    if (month_closes.size() == slow_months) last_ratio = average(fast_months) / average(slow_months);
  }

  // Of the last so many month-end closes.
  double average(int months) {
    double total = 0.0;
    for (int i = slow_months - months; i < slow_months; ++i) total += month_closes[i];
    return total / months;
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool up = ratio > 1 + band;
    const bool down = ratio < 1 - band;
    if (position.is_long() && !up) position.close();
    if (position.is_short() && !down) position.close();
    if (up && !position.is_long()) {
      buy({.size = position_size_pct});
    } else if (down && !position.is_short()) {
      sell({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(CommodityTrendFollowing)
