#include "runtime/trade/covariance.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace stratgen {
namespace {

std::vector<std::vector<double>> centred(ReturnRows returns) {
  const std::vector<double> means = means_of(returns);
  std::vector<std::vector<double>> rows(returns.begin(), returns.end());
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (double& value : rows[i]) value -= means[i];
  return rows;
}

double mean_product(const std::vector<double>& a, const std::vector<double>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0) / static_cast<double>(a.size());
}

double mean_correlation(const Matrix& s) {
  const std::size_t n = s.size();
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n; ++j) sum += s(i, j) / std::sqrt(s(i, i) * s(j, j));
  return 2 * sum / static_cast<double>(n * (n - 1));
}

Matrix constant_correlation(const Matrix& s, double correlation) {
  Matrix f = s;
  for (std::size_t i = 0; i < s.size(); ++i)
    for (std::size_t j = 0; j < s.size(); ++j)
      if (i != j) f(i, j) = correlation * std::sqrt(s(i, i) * s(j, j));
  return f;
}

// Sums over all pairs of the asymptotic variance of S (pi) and covariance of F with S (rho).
struct Spread {
  double pi = 0, rho = 0;
};

Spread spread_of(const std::vector<std::vector<double>>& y, const Matrix& s, double correlation) {
  Spread sum;
  const std::size_t n = s.size(), periods = y.front().size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      double pi = 0, theta = 0;  // theta of (ii, ij); that of (jj, ij) is of the pair (j, i)
      for (std::size_t t = 0; t < periods; ++t) {
        const double cross = y[i][t] * y[j][t] - s(i, j);
        pi += cross * cross;
        theta += (y[i][t] * y[i][t] - s(i, i)) * cross;
      }
      pi /= static_cast<double>(periods);
      theta /= static_cast<double>(periods);
      sum.pi += pi;
      sum.rho += i == j ? pi : correlation * std::sqrt(s(j, j) / s(i, i)) * theta;
    }
  }
  return sum;
}

double squared_distance(const Matrix& a, const Matrix& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < a.size(); ++j) sum += (a(i, j) - b(i, j)) * (a(i, j) - b(i, j));
  return sum;
}

}  // namespace

std::vector<double> means_of(ReturnRows returns) {
  std::vector<double> means;
  for (const std::vector<double>& row : returns)
    means.push_back(std::accumulate(row.begin(), row.end(), 0.0) / static_cast<double>(row.size()));
  return means;
}

Matrix sample_covariance(ReturnRows returns) {
  const auto rows = centred(returns);
  Matrix s(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j <= i; ++j) s(i, j) = s(j, i) = mean_product(rows[i], rows[j]);
  return s;
}

ShrunkCovariance shrunk_covariance(ReturnRows returns) {
  Matrix s = sample_covariance(returns);
  // With two rows the one correlation is the mean one already.
  if (s.size() < 3) return {std::move(s), 0};
  const double correlation = mean_correlation(s);
  const Matrix f = constant_correlation(s, correlation);
  const double gamma = squared_distance(f, s);
  const Spread spread = spread_of(centred(returns), s, correlation);
  const auto periods = static_cast<double>(returns.front().size());
  const double kappa = (spread.pi - spread.rho) / gamma;
  const double intensity = gamma > 0 ? std::clamp(kappa / periods, 0.0, 1.0) : 1;
  for (std::size_t i = 0; i < s.size(); ++i)
    for (std::size_t j = 0; j < s.size(); ++j)
      s(i, j) = (1 - intensity) * s(i, j) + intensity * f(i, j);
  return {std::move(s), intensity};
}

std::vector<double> solve(const Matrix& a, const std::vector<double>& b) {
  const std::size_t n = a.size();
  Matrix l(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double left = a(i, j);
      for (std::size_t k = 0; k < j; ++k) left -= l(i, k) * l(j, k);
      // What is left of a row that the rows above make up is rounding.
      if (i == j && !(left > 1e-12 * a(i, i))) return {};
      l(i, j) = i == j ? std::sqrt(left) : left / l(j, j);
    }
  }
  std::vector<double> x = b;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) x[i] -= l(i, k) * x[k];
    x[i] /= l(i, i);
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) x[i] -= l(k, i) * x[k];
    x[i] /= l(i, i);
  }
  return x;
}

}  // namespace stratgen
