#include <stratgen/strategy.hpp>

// Model the difference of two prices as an Ornstein-Uhlenbeck process, and trade the first one at
// the levels of entry and exit that are optimal for it after costs.
struct OptimalPairsTradingWithAnOrnsteinUhlenbeckSpread : Strategy {
  int fit_days = param("fit_days", 252, {126, 504, 126});
  double discount_rate = param("discount_rate", 0.05, {0.01, 0.25, 0.01});
  double cost = param("cost", 0.002, {0.0, 0.01, 0.001});

  static constexpr double position_size_pct = 0.95;
  static constexpr double bars_per_year = 252;
  static constexpr double ratio_step = 0.05;
  static constexpr int ratio_count = 20;
  static constexpr double far = 5.0;  // deviations of the spread
  static constexpr int grid = 300;
  static constexpr double grid_step = 12.0 / grid;
  static constexpr int halvings = 40;

  struct Process {
    bool found = false;
    double ratio = 0.0, mean = 0.0, speed = 0.0, scale = 0.0, error = 0.0;
  };

  Series other, zone;
  double own_start = 0.0, other_start = 0.0;
  double ratio = 0.0, entry_level = 0.0, exit_level = 0.0;
  bool fitted = false;
  double q = 0.0;
  std::array<double, grid> weights{};

  void init() {
    other = asset("MA").close;
    zone = each_bar([this] { return zone_now(); });
  }

  // 1 where the spread is at the entry level or below, -1 at the exit level or above, else 0.
  double zone_now() {
    if (trading_days_left_in_month() == 0 && !isnan(other[fit_days - 1])) refit();
    if (!fitted) return 0.0;
    if (spread() <= entry_level) return 1.0;
    return spread() >= exit_level ? -1.0 : 0.0;
  }

  double spread() { return close[0] / own_start - ratio * other[0] / other_start; }
  double past_spread(double r, int age) {
    return close[age] / own_start - r * other[age] / other_start;
  }

  void refit() {
    own_start = close[fit_days - 1];
    other_start = other[fit_days - 1];
    Process best;
    for (int k = 1; k <= ratio_count; ++k) {
      const Process process = fit(k * ratio_step);
      if (process.found && (!best.found || process.error < best.error)) best = process;
    }
    fitted = best.found;
    if (!fitted) return;
    ratio = best.ratio;
    prepare(best);
    const double top = exit_in_deviations(best);
    exit_level = best.mean + best.scale * top;
    entry_level = best.mean + best.scale * entry_in_deviations(best, top);
  }

  // X[k] = c + phi X[k-1] + e by least squares, which is maximum likelihood here.
  Process fit(double r) {
    const int n = fit_days - 1;
    double x_mean = 0.0, y_mean = 0.0, xx = 0.0, xy = 0.0, yy = 0.0;
    for (int i = 0; i < n; ++i) {
      x_mean += past_spread(r, i + 1) / n;
      y_mean += past_spread(r, i) / n;
    }
    for (int i = 0; i < n; ++i) {
      const double x = past_spread(r, i + 1) - x_mean, y = past_spread(r, i) - y_mean;
      xx += x * x;
      xy += x * y;
      yy += y * y;
    }
    const double phi = xy / xx;
    Process result;
    if (phi <= 0 || phi >= 1) return result;
    result.found = true;
    result.ratio = r;
    result.mean = (y_mean - phi * x_mean) / (1 - phi);
    result.speed = -log(phi) * bars_per_year;
    result.error = (yy - phi * xy) / n;
    result.scale = sqrt(result.error / (1 - phi * phi));  // the stationary deviation
    return result;
  }

  // What does not depend on y in the integrals below, with q = discount rate / speed.
  void prepare(const Process& p) {
    q = discount_rate / p.speed;
    for (int i = 0; i < grid; ++i) {
      const double u = (i + 0.5) * grid_step;
      weights[i] = pow(u, q) * exp(-u * u / 2) * grid_step;
    }
  }

  // The increasing solution F(y) of the process's equation, with y in stationary deviations from
  // the mean, and its derivative.
  double solution(double y) {
    const double factor = exp(y * grid_step);
    double power = exp(y * grid_step / 2), sum = 0.0;  // exp(y u)
    for (int i = 0; i < grid; ++i) {
      sum += weights[i] * ((i + 0.5) * grid_step - y) * power;
      power *= factor;
    }
    return sum / q;
  }

  double slope(double y) {
    const double factor = exp(y * grid_step);
    double power = exp(y * grid_step / 2), sum = 0.0;
    for (int i = 0; i < grid; ++i) {
      sum += weights[i] * power;
      power *= factor;
    }
    return sum;
  }

  // The root of F(y) = (y + (mean - cost) / scale) F'(y).
  double exit_in_deviations(const Process& p) {
    double low = -far, high = far;
    for (int i = 0; i < halvings; ++i) {
      const double y = (low + high) / 2;
      const bool below = solution(y) > (y + (p.mean - cost) / p.scale) * slope(y);
      (below ? low : high) = y;
    }
    return (low + high) / 2;
  }

  // The root below the exit of G(y) (W'(y) - scale) = G'(y) (W(y) - x(y) - cost), G(y) = F(-y).
  double entry_in_deviations(const Process& p, double top) {
    const double factor = (p.mean + p.scale * top - cost) / solution(top);
    double low = -far, high = top;
    for (int i = 0; i < halvings; ++i) {
      const double y = (low + high) / 2;
      const double value = factor * solution(y), value_slope = factor * slope(y);
      const double x = p.mean + p.scale * y;
      const double left = solution(-y) * (value_slope - p.scale);
      const double right = -slope(-y) * (value - x - cost);
      (left > right ? low : high) = y;
    }
    return (low + high) / 2;
  }

  void next() {
    if (position) {
      if (zone < 0) position.close();
    } else if (zone > 0) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(OptimalPairsTradingWithAnOrnsteinUhlenbeckSpread)
