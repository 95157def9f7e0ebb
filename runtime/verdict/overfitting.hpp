// Overfitting: how much of a sweep's best result is owed to the search itself.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace stratgen {

// Of returns per period, not annualised. The Sharpe ratio is their mean over their sample
// deviation; kurtosis is 3 for a normal distribution. NaN where returns do not vary or are fewer
// than two.
struct ReturnMoments {
  std::size_t count = 0;
  double sharpe = 0, skewness = 0, kurtosis = 0;
};
ReturnMoments moments_of(std::span<const double> returns);

// PSR: how likely the true ratio is above `benchmark`. D. H. Bailey, M. Lopez de Prado, "The Sharpe
// Ratio Efficient Frontier", Journal of Risk 15(2), 2012.
double probabilistic_sharpe_ratio(const ReturnMoments& returns, double benchmark);

// The ratio that the best of `trials` without any skill is expected to show, where the trials'
// ratios have this variance; 0 for a single trial. D. H. Bailey, M. Lopez de Prado, "The Deflated
// Sharpe Ratio", Journal of Portfolio Management 40(5), 2014.
double expected_maximum_sharpe(double variance, double trials);

// DSR: the PSR of the best trial over that expectation.
double deflated_sharpe_ratio(const ReturnMoments& best, double variance, double trials);

// Returns of trials over the same periods: one column for each trial.
using TrialReturns = std::span<const std::vector<double>>;

// How many independent trials are worth as much as `all` of which these are a sample: the
// participation ratio of the eigenvalues of their correlation matrix, (sum of l)^2 / sum of l^2.
// For a correlation matrix that is 1 / (1 / all + (1 - 1 / all) r), r being the mean square of the
// correlations off the diagonal. NaN for fewer than two trials that vary.
double effective_trials(TrialReturns trials, double all);

// PBO by combinatorially symmetric cross-validation: periods are cut into 16 blocks; for each of
// the 12,870 choices of 8 of them, the trial with the best Sharpe ratio there is ranked among all
// in the other 8. The share of choices where it does not come out above the median. Equal ratios
// share their rank; a half in which a trial's returns do not vary counts as a ratio of 0. NaN for
// fewer than two trials that vary, or fewer than 32 periods. D. H. Bailey, J. M. Borwein, M. Lopez
// de Prado, Q. J. Zhu, "The Probability of Backtest Overfitting", Journal of Computational Finance
// 20(4), 2017.
double probability_of_overfitting(TrialReturns trials);

}  // namespace stratgen
