#include <stratgen/strategy.hpp>

// Trade the stock against what is left of its returns after the main components of eight stocks,
// when the sum of that rest is far from its mean.
struct PcaStatisticalArbitrage : Strategy {
  int pca_days = param("pca_days", 252, {126, 504, 126});
  int residual_days = param("residual_days", 60, {40, 120, 20});
  int factors = param("factors", 2, {1, 3, 1});
  double entry_score = param("entry_score", 1.25, {0.75, 2.0, 0.25});

  static constexpr double position_size_pct = 0.95;
  static constexpr double long_exit_score = -0.5;
  static constexpr double short_exit_score = 0.75;
  static constexpr int stock_count = 8;
  static constexpr int most_factors = 3;
  static constexpr int most_residuals = 120;
  static constexpr int sweeps = 30;

  std::array<Series, stock_count> returns;         // the traded stock first
  double weights[most_factors][stock_count] = {};  // of the factors' portfolios
  bool has_weights = false;
  Series score;

  void init() {
    returns = {pct_change(close, 1),
               pct_change(asset("AAPL").close, 1),
               pct_change(asset("JPM").close, 1),
               pct_change(asset("XOM").close, 1),
               pct_change(asset("JNJ").close, 1),
               pct_change(asset("PG").close, 1),
               pct_change(asset("WMT").close, 1),
               pct_change(asset("DIS").close, 1)};
    score = each_bar([this] { return score_now(); });
  }

  double score_now() {
    if (trading_days_left_in_month() == 0 && has_returns(pca_days)) choose_factors();
    if (!has_weights) return 0.0 / 0.0;
    return residual_score();
  }

  bool has_returns(int days) {
    double all = 0.0;
    for (const Series& r : returns) all += r[days - 1];
    return !isnan(all);
  }

  // The eigenvectors of the correlation matrix of the returns, by Jacobi rotations.
  void choose_factors() {
    double mean[stock_count] = {}, deviation[stock_count] = {};
    double matrix[stock_count][stock_count] = {}, vectors[stock_count][stock_count] = {};
    for (int i = 0; i < stock_count; ++i) {
      for (int age = 0; age < pca_days; ++age) mean[i] += returns[i][age] / pca_days;
    }
    for (int i = 0; i < stock_count; ++i) {
      for (int k = 0; k <= i; ++k) {
        double sum = 0.0;
        for (int age = 0; age < pca_days; ++age) {
          sum += (returns[i][age] - mean[i]) * (returns[k][age] - mean[k]);
        }
        matrix[i][k] = sum / (pca_days - 1);
        matrix[k][i] = matrix[i][k];
      }
      deviation[i] = sqrt(matrix[i][i]);
      vectors[i][i] = 1.0;
    }
    for (int i = 0; i < stock_count; ++i) {
      for (int k = 0; k < stock_count; ++k) matrix[i][k] /= deviation[i] * deviation[k];
    }
    for (int sweep = 0; sweep < sweeps; ++sweep) {
      for (int p = 0; p < stock_count; ++p) {
        for (int q = p + 1; q < stock_count; ++q) rotate(matrix, vectors, p, q);
      }
    }
    bool taken[stock_count] = {};
    for (int j = 0; j < factors; ++j) {
      int largest = -1;
      for (int i = 0; i < stock_count; ++i) {
        if (!taken[i] && (largest < 0 || matrix[i][i] > matrix[largest][largest])) largest = i;
      }
      taken[largest] = true;
      for (int i = 0; i < stock_count; ++i) weights[j][i] = vectors[i][largest] / deviation[i];
    }
    has_weights = true;
  }

  static void rotate(double (&m)[stock_count][stock_count], double (&v)[stock_count][stock_count],
                     int p, int q) {
    if (abs(m[p][q]) < 1e-15) return;
    const double ratio = (m[q][q] - m[p][p]) / (2 * m[p][q]);
    const double tangent = (ratio >= 0 ? 1.0 : -1.0) / (abs(ratio) + sqrt(ratio * ratio + 1));
    const double cosine = 1 / sqrt(tangent * tangent + 1), sine = tangent * cosine;
    for (int k = 0; k < stock_count; ++k) {
      const double a = m[k][p], b = m[k][q];
      m[k][p] = cosine * a - sine * b;
      m[k][q] = sine * a + cosine * b;
    }
    for (int k = 0; k < stock_count; ++k) {
      const double a = m[p][k], b = m[q][k];
      m[p][k] = cosine * a - sine * b;
      m[q][k] = sine * a + cosine * b;
      const double c = v[k][p], d = v[k][q];
      v[k][p] = cosine * c - sine * d;
      v[k][q] = sine * c + cosine * d;
    }
  }

  // The stock's returns are regressed on the factors' and a constant; the sums of the residuals are
  // taken for an Ornstein-Uhlenbeck process.
  double residual_score() {
    const int n = residual_days;
    double factor[most_factors][most_residuals] = {}, residual[most_residuals] = {};
    double mean = 0.0;
    for (int i = 0; i < n; ++i) {  // oldest first
      residual[i] = returns[0][n - 1 - i];
      mean += residual[i] / n;
    }
    for (int i = 0; i < n; ++i) residual[i] -= mean;
    for (int j = 0; j < factors; ++j) {
      double factor_mean = 0.0;
      for (int i = 0; i < n; ++i) {
        for (int k = 0; k < stock_count; ++k) {
          factor[j][i] += weights[j][k] * returns[k][n - 1 - i];
        }
        factor_mean += factor[j][i] / n;
      }
      for (int i = 0; i < n; ++i) factor[j][i] -= factor_mean;
      for (int e = 0; e < j; ++e) take_out(factor[j], factor[e]);  // Gram-Schmidt
      take_out(residual, factor[j]);
    }

    double sum = 0.0, x_mean = 0.0, y_mean = 0.0;
    double level[most_residuals] = {};
    for (int i = 0; i < n; ++i) {
      sum += residual[i];
      level[i] = sum;
    }
    for (int i = 0; i + 1 < n; ++i) {
      x_mean += level[i] / (n - 1);
      y_mean += level[i + 1] / (n - 1);
    }
    double xx = 0.0, xy = 0.0, yy = 0.0;
    for (int i = 0; i + 1 < n; ++i) {
      const double x = level[i] - x_mean, y = level[i + 1] - y_mean;
      xx += x * x;
      xy += x * y;
      yy += y * y;
    }
    const double phi = xy / xx;
    const double slowest = exp(-2.0 / n);  // a time of reversion of half the window
    if (phi <= 0 || phi >= slowest) return 0.0 / 0.0;
    const double error = (yy - phi * xy) / (n - 1);
    const double equilibrium = (y_mean - phi * x_mean) / (1 - phi);
    return (level[n - 1] - equilibrium) / sqrt(error / (1 - phi * phi));
  }

  void take_out(double (&from)[most_residuals], const double (&what)[most_residuals]) {
    double products = 0.0, squares = 0.0;
    for (int i = 0; i < residual_days; ++i) {
      products += from[i] * what[i];
      squares += what[i] * what[i];
    }
    for (int i = 0; i < residual_days; ++i) from[i] -= products / squares * what[i];
  }

  void next() {
    if (position.is_long()) {
      if (!(score <= long_exit_score)) position.close();
    } else if (position.is_short()) {
      if (!(score >= short_exit_score)) position.close();
    } else if (score < -entry_score) {
      buy({.size = position_size_pct});
    } else if (score > entry_score) {
      sell({.size = position_size_pct});
    }
  }
};

STRATGEN_STRATEGY(PcaStatisticalArbitrage)
