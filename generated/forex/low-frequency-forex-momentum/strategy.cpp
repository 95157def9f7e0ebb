#include <stratgen/strategy.hpp>

// Stand on the side of the last step of the smooth trend through the monthly exchange rate.
struct LowFrequencyComponentMomentumInForex : Strategy {
  int months = param("months", 60, {36, 96, 12});
  double smoothing = param("smoothing", 14400.0, {1600.0, 129600.0, 1600.0});

  static constexpr double position_size_pct = 0.95;
  static constexpr int most_months = 96;
  static constexpr int month_end_after_day = 20;

  Series slope;
  List<double, most_months> log_closes;  // of month ends, oldest first
  int last_month = 0;
  double last_slope = sqrt(-1.0);  // none yet

  void init() {
    slope = each_bar([this] {
      if (is_month_end()) take_month_end();
      return last_slope;
    });
  }

  // Days without a session have the calendar of the session before; one of a new month is no end.
  bool is_month_end() {
    return trading_days_left_in_month() == 0 && date().day > month_end_after_day;
  }

  void take_month_end() {
    const int month = date().year * 12 + date().month;
    if (month == last_month) {
      log_closes.pop_back();
    } else if (log_closes.size() == months) {
      log_closes.pop_front();
    }
    last_month = month;
    log_closes.push_back(log(close[0]));
    if (log_closes.size() == months) last_slope = slope_of_trend();
  }

  // Solves (I + smoothing * D'D) x = y, a matrix with two bands beside the diagonal, by elimination
  // from the oldest month and back substitution.
  double slope_of_trend() {
    double diagonal[most_months], first[most_months], second[most_months], x[most_months];
    for (int i = 0; i < months; ++i) {
      diagonal[i] = 1.0;
      first[i] = 0.0;
      second[i] = 0.0;
      x[i] = log_closes[i];
    }
    for (int i = 0; i + 2 < months; ++i) {  // each row of D is 1, -2, 1
      diagonal[i] += smoothing;
      diagonal[i + 1] += 4 * smoothing;
      diagonal[i + 2] += smoothing;
      first[i] -= 2 * smoothing;
      first[i + 1] -= 2 * smoothing;
      second[i] += smoothing;
    }
    for (int i = 0; i + 1 < months; ++i) {
      const double by_first = first[i] / diagonal[i];
      diagonal[i + 1] -= by_first * first[i];
      first[i + 1] -= by_first * second[i];
      x[i + 1] -= by_first * x[i];
      if (i + 2 < months) {
        const double by_second = second[i] / diagonal[i];
        diagonal[i + 2] -= by_second * second[i];
        x[i + 2] -= by_second * x[i];
      }
    }
    for (int i = months - 1; i >= 0; --i) {
      if (i + 1 < months) x[i] -= first[i] * x[i + 1];
      if (i + 2 < months) x[i] -= second[i] * x[i + 2];
      x[i] /= diagonal[i];
    }
    return x[months - 1] - x[months - 2];
  }

  void next() {
    if (!is_month_end()) return;
    if (slope > 0 && !position.is_long()) {
      position.close();
      buy({.size = position_size_pct});
    } else if (slope < 0 && !position.is_short()) {
      position.close();
      sell({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(LowFrequencyComponentMomentumInForex)
