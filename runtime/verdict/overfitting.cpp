#include "runtime/verdict/overfitting.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

namespace stratgen {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// P(X > x) for a standard normal X.
double normal_tail(double x) { return 0.5 * std::erfc(x / std::numbers::sqrt2); }

// The x with P(X > x) = q. By bisection: exact to the last bits also where q is tiny, and rarely
// asked for.
double normal_tail_quantile(double q) {
  double low = -40, high = 40;
  for (int step = 0; step < 64; ++step) {
    const double middle = 0.5 * (low + high);
    (normal_tail(middle) > q ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

// A product of the 8 older blocks' subset and the 8 newer blocks' subset is a subset of all 16.
constexpr std::size_t half = 8, subsets = std::size_t{1} << half;

// For each subset of 8 blocks a row with the sums of all trials, so that trials are neighbours.
class SubsetSums {
 public:
  explicit SubsetSums(std::size_t trials) : trials_(trials), sums_(subsets * trials) {}

  double* row(std::size_t subset) { return &sums_[subset * trials_]; }
  const double* row(std::size_t subset) const { return &sums_[subset * trials_]; }
  // From the rows of single blocks.
  void complete() {
    for (std::size_t subset = 1; subset < subsets; ++subset) {
      const std::size_t rest = subset & (subset - 1);
      if (rest == 0) continue;
      const double* const a = row(rest);
      const double* const b = row(subset ^ rest);
      for (std::size_t k = 0; k < trials_; ++k) row(subset)[k] = a[k] + b[k];
    }
  }

 private:
  std::size_t trials_;
  std::vector<double> sums_;
};

struct Blocks {
  explicit Blocks(std::size_t trials)
      : sum{SubsetSums(trials), SubsetSums(trials)},
        squares{SubsetSums(trials), SubsetSums(trials)} {}

  std::array<SubsetSums, 2> sum, squares;  // of the older half of the blocks, of the newer
  std::array<std::size_t, 2 * half> periods{};
};

Blocks sums_of(TrialReturns trials) {
  Blocks blocks(trials.size());
  const std::size_t total = trials.front().size();
  for (std::size_t b = 0; b < 2 * half; ++b) {
    const std::size_t begin = b * total / (2 * half), end = (b + 1) * total / (2 * half);
    blocks.periods[b] = end - begin;
    double* const sum = blocks.sum[b / half].row(std::size_t{1} << b % half);
    double* const squares = blocks.squares[b / half].row(std::size_t{1} << b % half);
    for (std::size_t k = 0; k < trials.size(); ++k) {
      for (std::size_t i = begin; i < end; ++i) {
        sum[k] += trials[k][i];
        squares[k] += trials[k][i] * trials[k][i];
      }
    }
  }
  for (std::size_t side = 0; side < 2; ++side) {
    blocks.sum[side].complete();
    blocks.squares[side].complete();
  }
  return blocks;
}

// Ranks trials as their Sharpe ratios over the chosen blocks do: the square of the ratio, with its
// sign.
void score(const Blocks& blocks, std::uint32_t chosen, std::span<double> scores) {
  const std::size_t older = chosen % subsets, newer = chosen / subsets;
  const double *const s0 = blocks.sum[0].row(older), *const s1 = blocks.sum[1].row(newer);
  const double *const q0 = blocks.squares[0].row(older), *const q1 = blocks.squares[1].row(newer);
  std::size_t periods = 0;
  for (std::size_t b = 0; b < 2 * half; ++b) periods += chosen >> b & 1 ? blocks.periods[b] : 0;
  const double share = 1 / static_cast<double>(periods);
  for (std::size_t k = 0; k < scores.size(); ++k) {
    const double sum = s0[k] + s1[k], squares = q0[k] + q1[k];
    const double spread = squares - sum * sum * share;
    const double squared_ratio = sum * std::abs(sum) / spread;
    scores[k] = spread > 1e-14 * squares ? squared_ratio : 0;  // less is rounding
  }
}

bool falls_behind(std::span<const double> inside, std::span<const double> outside) {
  const auto best =
      static_cast<std::size_t>(std::max_element(inside.begin(), inside.end()) - inside.begin());
  const double reached = outside[best];
  std::size_t twice_rank = 1;  // from the worst on, which has rank 1; equals share theirs
  for (const double other : outside) twice_rank += (other < reached) + (other <= reached);
  return twice_rank <= outside.size() + 1;
}

// Scaled so that a product is a correlation. Some 100 of the trials, evenly chosen, are enough.
std::vector<std::vector<double>> standardised(TrialReturns trials) {
  std::vector<std::vector<double>> columns;
  const std::size_t stride = 1 + trials.size() / 128;
  for (std::size_t k = 0; k < trials.size(); k += stride) {
    const std::vector<double>& returns = trials[k];
    const auto n = static_cast<double>(returns.size());
    double mean = 0, squares = 0;
    for (const double r : returns) mean += r / n;
    for (const double r : returns) squares += (r - mean) * (r - mean);
    if (!(squares > 0)) continue;
    std::vector<double>& column = columns.emplace_back(returns);
    for (double& r : column) r = (r - mean) / std::sqrt(squares);
  }
  return columns;
}

std::size_t varying(TrialReturns trials) {
  return static_cast<std::size_t>(std::ranges::count_if(trials, [](const auto& returns) {
    return std::ranges::any_of(returns, [&](double r) { return r != returns.front(); });
  }));
}

}  // namespace

ReturnMoments moments_of(std::span<const double> returns) {
  const auto n = static_cast<double>(returns.size());
  if (returns.size() < 2) return {returns.size(), nan, nan, nan};
  double mean = 0;
  for (const double r : returns) mean += r;
  mean /= n;
  double second = 0, third = 0, fourth = 0;
  for (const double r : returns) {
    const double d = r - mean;
    second += d * d;
    third += d * d * d;
    fourth += d * d * d * d;
  }
  if (!(second > 0)) return {returns.size(), nan, nan, nan};
  const double variance = second / n;
  return {returns.size(), mean / std::sqrt(second / (n - 1)),
          third / n / (variance * std::sqrt(variance)), fourth / n / (variance * variance)};
}

double probabilistic_sharpe_ratio(const ReturnMoments& returns, double benchmark) {
  const double sharpe = returns.sharpe;
  const double spread =
      1 - returns.skewness * sharpe + (returns.kurtosis - 1) / 4 * sharpe * sharpe;
  const double periods = static_cast<double>(returns.count) - 1;
  return normal_tail((benchmark - sharpe) * std::sqrt(periods / spread));
}

double expected_maximum_sharpe(double variance, double trials) {
  if (!(trials > 1)) return 0;
  constexpr double weight = std::numbers::egamma;
  const double maximum = (1 - weight) * normal_tail_quantile(1 / trials) +
                         weight * normal_tail_quantile(1 / (trials * std::numbers::e));
  return std::sqrt(variance) * std::max(0.0, maximum);
}

double deflated_sharpe_ratio(const ReturnMoments& best, double variance, double trials) {
  return probabilistic_sharpe_ratio(best, expected_maximum_sharpe(variance, trials));
}

double effective_trials(TrialReturns trials, double all) {
  const auto columns = standardised(trials);
  if (columns.size() < 2) return nan;
  double squares = 0;
  for (std::size_t a = 1; a < columns.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      double correlation = 0;
      for (std::size_t i = 0; i < columns[a].size(); ++i)
        correlation += columns[a][i] * columns[b][i];
      squares += correlation * correlation;
    }
  }
  const auto n = static_cast<double>(columns.size());
  return 1 / (1 / all + (1 - 1 / all) * squares / (n * (n - 1) / 2));
}

double probability_of_overfitting(TrialReturns trials) {
  if (varying(trials) < 2 || trials.front().size() < 4 * half) return nan;
  const Blocks blocks = sums_of(trials);
  constexpr std::uint32_t all = (std::uint32_t{1} << 2 * half) - 1;
  std::vector<double> one(trials.size()), other(trials.size());
  std::size_t choices = 0, behind = 0;
  for (std::uint32_t chosen = 0; chosen <= all / 2; ++chosen) {  // with the other half, each once
    if (std::popcount(chosen) != half) continue;
    score(blocks, chosen, one);
    score(blocks, all ^ chosen, other);
    choices += 2;
    behind += falls_behind(one, other);
    behind += falls_behind(other, one);
  }
  return static_cast<double>(behind) / static_cast<double>(choices);
}

}  // namespace stratgen
