#include <stratgen/strategy.hpp>

// Hold the industrials fund while its exposures to five factor proxies, times what these have
// earned over the last years, give an expected return above a hurdle.
struct FamaFrenchFiveFactors : Strategy {
  int beta_window = param("beta_window", 252, {126, 504, 63});
  int premium_window = param("premium_window", 756, {252, 1260, 252});
  double hurdle = param("hurdle", 0.04, {0.0, 0.08, 0.01});

  static constexpr double position_size_pct = 0.95;
  static constexpr int factor_count = 5;
  static constexpr int year_bars = 252;

  using Vector = std::array<double, factor_count>;

  Series own;
  std::array<Series, factor_count> factors, premia;
  std::array<std::array<Series, factor_count>, factor_count> factor_covariances;
  std::array<Series, factor_count> own_covariances;

  void init() {
    own = pct_change(close, 1);
    const Series spy = pct_change(asset("SPY").close, 1);
    const Series xlu = pct_change(asset("XLU").close, 1);
    factors = {spy, pct_change(asset("IWM").close, 1) - spy,
               pct_change(asset("DIA").close, 1) - pct_change(asset("QQQ").close, 1),
               pct_change(asset("XLP").close, 1) - xlu, xlu - pct_change(asset("XLK").close, 1)};
    for (int i = 0; i < factor_count; ++i) {
      premia[i] = sma(factors[i], premium_window);
      own_covariances[i] = covariance(own, factors[i], beta_window);
      for (int k = 0; k < factor_count; ++k) {
        factor_covariances[i][k] = covariance(factors[i], factors[k], beta_window);
      }
    }
  }

  // Exposures: the slopes of the regression on all five, by Gauss-Jordan elimination.
  Vector exposures() {
    std::array<Vector, factor_count> a{};
    Vector b{};
    for (int i = 0; i < factor_count; ++i) {
      b[i] = own_covariances[i];
      for (int k = 0; k < factor_count; ++k) a[i][k] = factor_covariances[i][k];
    }
    for (int c = 0; c < factor_count; ++c) {
      for (int row = 0; row < factor_count; ++row) {
        if (row == c) continue;
        const double multiple = a[row][c] / a[c][c];
        for (int k = c; k < factor_count; ++k) a[row][k] -= multiple * a[c][k];
        b[row] -= multiple * b[c];
      }
    }
    for (int c = 0; c < factor_count; ++c) b[c] /= a[c][c];
    return b;
  }

  double expected_return() {
    const Vector exposure = exposures();
    double result = 0;
    for (int i = 0; i < factor_count; ++i) result += exposure[i] * premia[i] * year_bars;
    return result;
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    const bool hold = expected_return() > hurdle;
    if (position) {
      if (!hold) position.close();
    } else if (hold) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(FamaFrenchFiveFactors)
