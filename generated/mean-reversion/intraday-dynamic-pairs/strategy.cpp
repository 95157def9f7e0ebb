#include <stratgen/strategy.hpp>

// Each week choose the partner anew, first by correlation and then by cointegration, and trade the
// stock against the fitted price while it is far from it.
struct IntradayDynamicPairsTrading : Strategy {
  int formation_days = param("formation_days", 90, {60, 250, 10});
  double min_correlation = param("min_correlation", 0.9, {0.7, 0.95, 0.05});
  double entry_width = param("entry_width", 2.0, {1.5, 3.0, 0.25});

  static constexpr double position_size_pct = 0.95;
  static constexpr double exit_width = 0.5;
  static constexpr double stop_width = 4.0;
  static constexpr double unit_root_limit = -3.34;
  static constexpr int candidate_count = 5;

  struct Model {
    int partner = -1;  // none
    double intercept = 0.0, slope = 0.0, deviation = 0.0, unit_root = 0.0;
  };

  std::array<Series, candidate_count> candidates;
  Model model;

  void init() {
    candidates = {asset("LRCX").close, asset("TXN").close, asset("QCOM").close, asset("NVDA").close,
                  asset("AMD").close};
  }

  void choose_partner() {
    model = Model{};
    if (isnan(close[formation_days - 1])) return;
    for (int c = 0; c < candidate_count; ++c) {
      if (isnan(candidates[c][formation_days - 1])) continue;
      const Model fitted = fit(c);
      if (fitted.partner < 0 || fitted.unit_root > unit_root_limit) continue;
      if (model.partner < 0 || fitted.unit_root < model.unit_root) model = fitted;
    }
  }

  // Least squares of the stock's log price on the candidate's, and the Dickey-Fuller t-statistic of
  // its residuals; no partner if the two log prices are too little correlated.
  Model fit(int c) {
    const int n = formation_days;
    double x_mean = 0.0, y_mean = 0.0, xx = 0.0, xy = 0.0, yy = 0.0;
    for (int i = 0; i < n; ++i) {
      x_mean += log(candidates[c][i]) / n;
      y_mean += log(close[i]) / n;
    }
    for (int i = 0; i < n; ++i) {
      const double x = log(candidates[c][i]) - x_mean, y = log(close[i]) - y_mean;
      xx += x * x;
      xy += x * y;
      yy += y * y;
    }
    Model result;
    if (xy / sqrt(xx * yy) < min_correlation) return result;
    result.partner = c;
    result.slope = xy / xx;
    result.intercept = y_mean - result.slope * x_mean;
    result.deviation = sqrt((yy - result.slope * xy) / n);

    double level_change = 0.0, level_level = 0.0, change_change = 0.0;
    for (int i = 0; i + 1 < n; ++i) {
      const double before = residual(result, i + 1), change = residual(result, i) - before;
      level_change += before * change;
      level_level += before * before;
      change_change += change * change;
    }
    const double coefficient = level_change / level_level;
    const double error = (change_change - coefficient * level_change) / (n - 2);
    result.unit_root = coefficient / sqrt(error / level_level);
    return result;
  }

  double residual(const Model& m, int age) {
    return log(close[age]) - m.intercept - m.slope * log(candidates[m.partner][age]);
  }

  void next() {
    if (!position && trading_days_left_in_week() == 0) choose_partner();
    if (model.partner < 0) return;
    const double width = residual(model, 0) / model.deviation;
    if (position.is_long()) {
      if (width >= -exit_width || width <= -stop_width) leave();
    } else if (position.is_short()) {
      if (width <= exit_width || width >= stop_width) leave();
    } else if (width <= -entry_width && width > -stop_width) {
      buy({.size = position_size_pct});
    } else if (width >= entry_width && width < stop_width) {
      sell({.size = position_size_pct});
    }
  }

  // After a trade the model is used up: the next one comes at a week's end.
  void leave() {
    position.close();
    model = Model{};
  }
};

STRATGEN_STRATEGY(IntradayDynamicPairsTrading)
