#include <stratgen/strategy.hpp>

// Each month, be long the currency if a panel regression on its distance from its normal level and
// on its latest move expects most of it among three, short if least, and out if neither.
struct CombiningMeanReversionAndMomentumInForex : Strategy {
  int regression_months = param("regression_months", 60, {36, 96, 12});
  int momentum_months = param("momentum_months", 3, {1, 12, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int currency_count = 3;
  static constexpr int most_ends = 109;  // the longest regression and momentum, and one more
  static constexpr int month_end_after_day = 20;

  struct Month {
    std::array<double, currency_count> of;
  };

  Series franc, aussie, stand;
  List<Month, most_ends> logs;  // of dollars per unit at month ends, oldest first; the euro first
  int last_month = 0;
  double last_stand = 0.0 / 0.0;

  void init() {
    franc = asset("USDCHF").close;
    aussie = asset("AUDUSD").close;
    stand = each_bar([this] {
      if (is_month_end()) take_month_end();
      return last_stand;
    });
  }

  // Days without a session have the calendar of the session before; one of a new month is no end.
  bool is_month_end() {
    return trading_days_left_in_month() == 0 && date().day > month_end_after_day;
  }

  void take_month_end() {
    const Month now{{log(close[0]), -log(franc[0]), log(aussie[0])}};
    if (isnan(now.of[0] + now.of[1] + now.of[2])) return;
    const int month = date().year * 12 + date().month;
    if (month == last_month) {
      logs.pop_back();
    } else if (logs.size() == regression_months + momentum_months + 1) {
      logs.pop_front();
    }
    last_month = month;
    logs.push_back(now);
    if (logs.size() == regression_months + momentum_months + 1) last_stand = stand_of_euro();
  }

  double level(int month, int i) { return logs[month].of[i]; }
  double momentum(int month, int i) {
    return (level(month, i) - level(month - momentum_months, i)) / momentum_months;
  }

  // 1 if the euro has the highest forecast, -1 if the lowest, else 0.
  double stand_of_euro() {
    const int first = momentum_months, last = first + regression_months;
    std::array<double, currency_count> x_mean{}, z_mean{}, y_mean{};
    double xx = 0.0, xz = 0.0, zz = 0.0, xy = 0.0, zy = 0.0;
    for (int i = 0; i < currency_count; ++i) {
      for (int k = first; k < last; ++k) {
        x_mean[i] += level(k, i) / regression_months;
        z_mean[i] += momentum(k, i) / regression_months;
        y_mean[i] += (level(k + 1, i) - level(k, i)) / regression_months;
      }
      for (int k = first; k < last; ++k) {
        const double x = level(k, i) - x_mean[i], z = momentum(k, i) - z_mean[i];
        const double y = level(k + 1, i) - level(k, i) - y_mean[i];
        xx += x * x;
        xz += x * z;
        zz += z * z;
        xy += x * y;
        zy += z * y;
      }
    }
    const double determinant = xx * zz - xz * xz;
    const double on_level = (xy * zz - zy * xz) / determinant;
    const double on_momentum = (zy * xx - xy * xz) / determinant;
    std::array<double, currency_count> forecast{};
    for (int i = 0; i < currency_count; ++i) {
      forecast[i] = y_mean[i] + on_level * (level(last, i) - x_mean[i]) +
                    on_momentum * (momentum(last, i) - z_mean[i]);
    }
    if (forecast[0] > forecast[1] && forecast[0] > forecast[2]) return 1.0;
    if (forecast[0] < forecast[1] && forecast[0] < forecast[2]) return -1.0;
    return 0.0;
  }

  void next() {
    if (!is_month_end()) return;
    if (position.is_long() && stand <= 0) position.close();
    if (position.is_short() && stand >= 0) position.close();
    if (stand > 0 && !position.is_long()) buy({.size = position_size_pct});
    if (stand < 0 && !position.is_short()) sell({.size = position_size_pct});
  }
};

STRATGEN_STRATEGY(CombiningMeanReversionAndMomentumInForex)
