// Covariance matrices of returns.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace stratgen {

// Symmetric, row by row.
class Matrix {
 public:
  explicit Matrix(std::size_t size) : size_(size), values_(size * size, 0.0) {}

  std::size_t size() const { return size_; }
  double& operator()(std::size_t i, std::size_t j) { return values_[i * size_ + j]; }
  double operator()(std::size_t i, std::size_t j) const { return values_[i * size_ + j]; }

 private:
  std::size_t size_;
  std::vector<double> values_;
};

// Rows of one length, of at least two values.
using ReturnRows = std::span<const std::vector<double>>;

std::vector<double> means_of(ReturnRows returns);

// With 1 / T, not 1 / (T - 1), as in the papers below.
Matrix sample_covariance(ReturnRows returns);

struct ShrunkCovariance {
  Matrix covariance;
  double intensity = 0;  // from 0, the sample's, to 1, that of one correlation for all
};

// (1 - d) S + d F: F has the sample's variances and their mean correlation everywhere, and d is the
// estimate of the intensity with the least expected error. O. Ledoit, M. Wolf, "Honey, I Shrunk the
// Sample Covariance Matrix", Journal of Portfolio Management 30(4), 2004, appendix B. Every row has
// to vary.
ShrunkCovariance shrunk_covariance(ReturnRows returns);

// x with A x = b, by Cholesky's decomposition; empty if A is not positive definite.
std::vector<double> solve(const Matrix& a, const std::vector<double>& b);

}  // namespace stratgen
