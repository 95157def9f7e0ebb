// How capital is divided between strategies: weights that are not negative and sum to 1, from their
// daily returns.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/trade/covariance.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

enum class Allocation {
  Equal,              // 1 / N; returns are not looked at
  InverseVolatility,  // in proportion to 1 / the deviation of the returns
  RiskParity,         // each contributes the same to the deviation of the whole
  MaxSharpeShrunk,    // the highest ratio of mean to deviation, both shrunk
};

// "equal", "inverse-volatility", "risk-parity", "max-sharpe-shrunk".
const char* to_string(Allocation allocation);
std::optional<Allocation> parse_allocation(std::string_view name);

// Equal for every strategy of `returns`, and the others by the functions below. Every row has to
// vary, and have at least two values.
Result<std::vector<double>> allocate(Allocation allocation, ReturnRows returns);

std::vector<double> inverse_volatility_weights(const Matrix& covariance);

// w_i (C w)_i the same for each i: S. Maillard, T. Roncalli, J. Teiletche, "The Properties of
// Equally Weighted Risk Contribution Portfolios", Journal of Portfolio Management 36(4), 2010. By
// cyclical coordinate descent on y' C y / 2 - sum ln(y_i) / N, of which w is the minimum scaled to
// 1: T. Griveau-Billion, J.-C. Richard, T. Roncalli, "A Fast Algorithm for Computing
// High-Dimensional Risk Parity Portfolios", 2013.
std::vector<double> risk_parity_weights(const Matrix& covariance);

// Means drawn towards that of the portfolio of least variance, by (N + 2) / ((N + 2) + T d), d
// being the squared distance in terms of the covariance: P. Jorion, "Bayes-Stein Estimation for
// Portfolio Analysis", Journal of Financial and Quantitative Analysis 21(3), 1986, with the shrunk
// covariance instead of his scaled one. Where the covariance is singular, towards their mean, all
// the way.
std::vector<double> shrunk_means(const std::vector<double>& means, const Matrix& covariance,
                                 std::size_t periods);

// The maximum of w' m / sqrt(w' C w) over w that are not negative: y' C y / 2 - y' m has its
// minimum over them at a multiple of it, found as in C. L. Lawson, R. J. Hanson, "Solving Least
// Squares Problems", 1974, chapter 23. Each variance counts 1e-8 more, so that strategies that are
// alike share. No positive mean is an Error (Fault::Data).
Result<std::vector<double>> max_sharpe_weights(const std::vector<double>& means,
                                               const Matrix& covariance);

// Each strategy's part of the variance of the whole: w_i (C w)_i / (w' C w). They sum to 1.
std::vector<double> risk_contributions(const std::vector<double>& weights,
                                       const Matrix& covariance);

}  // namespace stratgen
