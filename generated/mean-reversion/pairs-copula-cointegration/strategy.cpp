#include <stratgen/strategy.hpp>

// Buy the fund after a day on which it did improbably badly given what its partner did, and sell it
// short after the reverse, as long as the prices of the two are cointegrated.
struct PairsTradingCopulaAndCointegration : Strategy {
  int fit_days = param("fit_days", 252, {126, 504, 126});
  double tail = param("tail", 0.05, {0.01, 0.2, 0.01});
  double unit_root_limit = param("unit_root_limit", -2.5, {-3.5, -1.5, 0.5});

  static constexpr double position_size_pct = 0.95;
  static constexpr int most_days = 504;
  static constexpr double least_tau = 0.05, most_tau = 0.95;
  static constexpr double middle = 0.5;

  Series other, own_return, other_return;
  Series own_uniform, other_uniform;  // ranks of the day's returns, between 0 and 1
  Series theta, unit_root;            // as of the latest month end
  double last_theta = 0.0 / 0.0, last_unit_root = 0.0 / 0.0;

  void init() {
    other = asset("XLK").close;
    own_return = pct_change(close, 1);
    other_return = pct_change(other, 1);
    const double shrink = fit_days / (fit_days + 1.0);
    own_uniform = rank(own_return, fit_days) * shrink;
    other_uniform = rank(other_return, fit_days) * shrink;
    theta = each_bar([this] {
      if (can_fit()) last_theta = 1 / (1 - clamp(kendall_tau(), least_tau, most_tau));
      return last_theta;
    });
    unit_root = each_bar([this] {
      if (can_fit()) last_unit_root = dickey_fuller();
      return last_unit_root;
    });
  }

  bool can_fit() {
    return trading_days_left_in_month() == 0 && !isnan(own_return[fit_days - 1]) &&
           !isnan(other_return[fit_days - 1]);
  }

  double kendall_tau() {
    std::array<double, most_days> x{}, y{};
    for (int i = 0; i < fit_days; ++i) {
      x[i] = own_return[i];
      y[i] = other_return[i];
    }
    int balance = 0;  // concordant pairs of days less discordant ones
    for (int i = 0; i < fit_days; ++i) {
      for (int k = 0; k < i; ++k) {
        const double product = (x[i] - x[k]) * (y[i] - y[k]);
        if (product > 0) ++balance;
        if (product < 0) --balance;
      }
    }
    return balance / (0.5 * fit_days * (fit_days - 1));
  }

  // Residuals of the fund's log price on the partner's, and the t-statistic of their level in a
  // regression of their change on it, without a constant.
  double dickey_fuller() {
    double x_mean = 0.0, y_mean = 0.0, products = 0.0, squares = 0.0;
    for (int i = 0; i < fit_days; ++i) {
      x_mean += log(other[i]) / fit_days;
      y_mean += log(close[i]) / fit_days;
    }
    for (int i = 0; i < fit_days; ++i) {
      const double deviation = log(other[i]) - x_mean;
      products += deviation * (log(close[i]) - y_mean);
      squares += deviation * deviation;
    }
    const double slope = products / squares;
    std::array<double, most_days> residual{};
    for (int i = 0; i < fit_days; ++i) {
      residual[i] = log(close[i]) - y_mean - slope * (log(other[i]) - x_mean);
    }
    double level_change = 0.0, level_level = 0.0, change_change = 0.0;
    for (int i = 0; i + 1 < fit_days; ++i) {
      const double level = residual[i + 1], change = residual[i] - level;
      level_change += level * change;
      level_level += level * level;
      change_change += change * change;
    }
    const double coefficient = level_change / level_level;
    const double error = (change_change - coefficient * level_change) / (fit_days - 2);
    return coefficient / sqrt(error / level_level);
  }

  // P(U <= u | V = v) of the Gumbel copula.
  double conditional(double u, double v) {
    const double b = -log(v);
    const double both = pow(-log(u), theta[0]) + pow(b, theta[0]);
    return exp(-pow(both, 1 / theta[0])) * pow(both, 1 / theta[0] - 1) * pow(b, theta[0] - 1) / v;
  }

  void next() {
    const double own = conditional(own_uniform[0], other_uniform[0]);
    const double partner = conditional(other_uniform[0], own_uniform[0]);
    if (position.is_long()) {
      if (own >= middle) position.close();
    } else if (position.is_short()) {
      if (own <= middle) position.close();
    } else if (unit_root <= unit_root_limit) {
      if (own <= tail && partner >= 1 - tail) buy({.size = position_size_pct});
      if (own >= 1 - tail && partner <= tail) sell({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(PairsTradingCopulaAndCointegration)
