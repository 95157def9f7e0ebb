// How much of a sweep's best result is the search itself.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace stratgen {

// Skewness and plain kurtosis (3 for normal returns); NaN where all returns are equal.
struct ReturnShape {
  std::size_t returns = 0;
  double skewness = 0, kurtosis = 0;
};
ReturnShape return_shape(std::span<const double> returns);

// The Sharpe ratio that the best of `trials` without any skill is expected to have; `variance` is
// that of the trials' ratios. 0 for a single trial. D. H. Bailey, M. Lopez de Prado, "The Deflated
// Sharpe Ratio", J. of Portfolio Management 40(5), 2014.
double expected_best_sharpe(double variance, std::uint64_t trials);

// The probability that the true ratio is above `benchmark`, after so many returns of such a shape.
// Ratios are per period, not annualised. D. H. Bailey, M. Lopez de Prado, "The Sharpe Ratio
// Efficient Frontier", J. of Risk 15(2), 2012.
double probabilistic_sharpe(double sharpe, double benchmark, const ReturnShape& shape);

// One variant's returns in equal stretches of time; those of one search cover the same times.
struct TrialReturns {
  static constexpr std::size_t stretches = 16;
  std::size_t length = 0;  // returns in each stretch
  std::array<double, stretches> sum{}, squares{};
};
// The oldest returns that make no full stretch are left out; fewer than two in a stretch: all zero.
TrialReturns trial_returns(std::span<const double> returns);

// The probability of backtest overfitting: how often the variant with the best Sharpe ratio in one
// half of the stretches comes out at or below the median of all in the other half, over all 12,870
// halves. NaN for fewer than two trials or different lengths. D. H. Bailey, J. M. Borwein, M. Lopez
// de Prado, Q. J. Zhu, "The Probability of Backtest Overfitting", J. of Computational Finance
// 20(4), 2017 (CSCV).
double overfitting_probability(std::span<const TrialReturns> trials);

}  // namespace stratgen
