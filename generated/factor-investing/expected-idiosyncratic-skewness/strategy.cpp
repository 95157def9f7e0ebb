#include <stratgen/strategy.hpp>

// Hold the stock while the skewness expected of its residual returns is among the lowest of seven.
struct ExpectedIdiosyncraticSkewness : Strategy {
  int horizon = param("horizon", 252, {126, 504, 126});
  int pool_months = param("pool_months", 24, {12, 36, 12});
  int low_count = param("low_count", 3, {1, 3, 1});

  static constexpr double position_size_pct = 0.95;
  static constexpr int stock_count = 7;
  static constexpr int month_bars = 21;
  static constexpr int beta_window = 252;
  static constexpr int term_count = 4;

  using Terms = std::array<double, term_count>;

  Series market_return;
  std::array<Series, stock_count> skews, vols, momenta;  // the traded stock first

  void add(int stock, Series price) {
    const Series r = pct_change(price, 1);
    const Series beta = covariance(r, market_return, beta_window) /
                        covariance(market_return, market_return, beta_window);
    const Series residual = r - beta * market_return;
    skews[stock] = skewness(residual, horizon);
    vols[stock] = stdev(residual, horizon);
    momenta[stock] = pct_change(price, horizon);
  }

  void init() {
    market_return = pct_change(asset("SPY").close, 1);
    add(0, close);
    add(1, asset("MSFT").close);
    add(2, asset("JPM").close);
    add(3, asset("JNJ").close);
    add(4, asset("XOM").close);
    add(5, asset("HD").close);
    add(6, asset("BA").close);
  }

  Terms terms(int stock, int age) {
    return {1, skews[stock][age], vols[stock][age], momenta[stock][age]};
  }

  // Least squares by the normal equations, solved with Gauss-Jordan elimination and pivoting.
  static Terms solve(std::array<Terms, term_count> a, Terms b) {
    for (int c = 0; c < term_count; ++c) {
      int pivot = c;
      for (int row = c + 1; row < term_count; ++row) {
        if (abs(a[row][c]) > abs(a[pivot][c])) pivot = row;
      }
      const Terms row_c = a[pivot];
      a[pivot] = a[c];
      a[c] = row_c;
      const double b_c = b[pivot];
      b[pivot] = b[c];
      b[c] = b_c;
      for (int row = 0; row < term_count; ++row) {
        if (row == c) continue;
        const double factor = a[row][c] / a[c][c];
        for (int k = c; k < term_count; ++k) a[row][k] -= factor * a[c][k];
        b[row] -= factor * b[c];
      }
    }
    for (int c = 0; c < term_count; ++c) b[c] /= a[c][c];
    return b;
  }

  Terms fitted() {
    std::array<Terms, term_count> a{};
    Terms b{};
    for (int month = 0; month < pool_months; ++month) {
      for (int stock = 0; stock < stock_count; ++stock) {
        const Terms x = terms(stock, month * month_bars + horizon);
        const double y = skews[stock][month * month_bars];
        for (int i = 0; i < term_count; ++i) {
          b[i] += x[i] * y;
          for (int k = 0; k < term_count; ++k) a[i][k] += x[i] * x[k];
        }
      }
    }
    return solve(a, b);
  }

  double expected_skew(const Terms& coefficients, int stock) {
    const Terms x = terms(stock, 0);
    double result = 0;
    for (int i = 0; i < term_count; ++i) result += coefficients[i] * x[i];
    return result;
  }

  void next() {
    if (trading_days_left_in_month() != 0) return;
    if (isnan(skews[0][(pool_months - 1) * month_bars + horizon])) return;
    const Terms coefficients = fitted();
    const double own = expected_skew(coefficients, 0);
    int lower = 0;
    for (int stock = 1; stock < stock_count; ++stock) {
      if (expected_skew(coefficients, stock) < own) ++lower;
    }
    const bool low = lower < low_count;
    if (position) {
      if (!low) position.close();
    } else if (low) {
      buy({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(ExpectedIdiosyncraticSkewness)
