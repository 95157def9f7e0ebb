#include <stratgen/strategy.hpp>

// Hold the fund of small companies while the illiquidity expected of its trading next month is
// above the average of the past months.
struct LiquidityEffectInStocks : Strategy {
  int fit_months = param("fit_months", 36, {24, 60, 12});
  int month_bars = param("month_bars", 21, {21, 63, 21});

  static constexpr double position_size_pct = 0.95;
  static constexpr int most_months = 60;

  Series log_illiquidity, expected_high;
  List<double, most_months + 1> months;  // log illiquidity at month ends, the newest last
  bool high = false;                     // at the last month end

  void init() {
    const Series per_dollar = abs(pct_change(close, 1)) / (close * volume);
    log_illiquidity = log(sma(per_dollar, month_bars));
    expected_high = each_bar([this] { return expected_is_high() ? 1.0 : 0.0; });
  }

  // Fits months[k] = constant + slope * months[k - 1] and compares the forecast with the average.
  bool illiquid() {
    double sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;
    for (int k = 1; k <= fit_months; ++k) {
      const double x = months[k - 1];
      const double y = months[k];
      sum_x += x;
      sum_y += y;
      sum_xx += x * x;
      sum_xy += x * y;
    }
    const double n = fit_months;
    const double slope = (sum_xy - sum_x * sum_y / n) / (sum_xx - sum_x * sum_x / n);
    const double constant = (sum_y - slope * sum_x) / n;
    return constant + slope * months[fit_months] > sum_y / n;
  }

  bool expected_is_high() {
    if (trading_days_left_in_month() != 0 || isnan(log_illiquidity[0])) return high;
    if (months.size() > fit_months) months.pop_front();
    months.push_back(log_illiquidity[0]);
    if (months.size() > fit_months) high = illiquid();
    return high;
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool hold = expected_high == 1;
    if (position) {
      if (!hold) position.close();
    } else if (hold) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(LiquidityEffectInStocks)
