#include "runtime/sweep/overfitting.hpp"

#include <algorithm>
#include <bit>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace stratgen {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t half_bits = TrialReturns::stretches / 2;
constexpr std::size_t half_masks = std::size_t{1} << half_bits;

// Sum and squares of one trial over every subset of the older and of the newer stretches.
struct SubsetSums {
  std::array<double, half_masks> sum[2], squares[2];

  explicit SubsetSums(const TrialReturns& trial) {
    for (std::size_t half = 0; half < 2; ++half) {
      sum[half][0] = squares[half][0] = 0;
      for (std::size_t mask = 1; mask < half_masks; ++mask) {
        const std::size_t stretch =
            half * half_bits + static_cast<std::size_t>(std::countr_zero(mask));
        sum[half][mask] = sum[half][mask & (mask - 1)] + trial.sum[stretch];
        squares[half][mask] = squares[half][mask & (mask - 1)] + trial.squares[stretch];
      }
    }
  }

  // Of the `count` returns in the stretches of a mask; 0 where they do not vary.
  double sharpe(std::uint32_t mask, double count) const {
    const std::size_t older = mask % half_masks, newer = mask / half_masks;
    const double total = sum[0][older] + sum[1][newer];
    const double variance = squares[0][older] + squares[1][newer] - total * total / count;
    return variance > 0 ? total / std::sqrt(variance * count) : 0;
  }
};

// Whether the best of `in`, the first of equals, is at or below the median of `out`: its relative
// rank, equals sharing theirs, is at most a half.
bool best_falls(const std::vector<double>& in, const std::vector<double>& out) {
  const auto best = static_cast<std::size_t>(std::max_element(in.begin(), in.end()) - in.begin());
  std::size_t below = 0, equal = 0;
  for (const double other : out) {
    below += other < out[best];
    equal += other == out[best];
  }
  // rank = below + (equal + 1) / 2, relative rank = rank / (size + 1)
  return 2 * below + equal <= out.size();
}

}  // namespace

ReturnShape return_shape(std::span<const double> returns) {
  const auto n = static_cast<double>(returns.size());
  double mean = 0;
  for (const double r : returns) mean += r;
  mean /= n;
  double m2 = 0, m3 = 0, m4 = 0;
  for (const double r : returns) {
    const double d = r - mean;
    m2 += d * d / n;
    m3 += d * d * d / n;
    m4 += d * d * d * d / n;
  }
  constexpr double rounding = 1e-28;
  if (!(m2 > rounding * mean * mean)) return {returns.size(), nan, nan};
  return {returns.size(), m3 / (m2 * std::sqrt(m2)), m4 / (m2 * m2)};
}

double expected_best_sharpe(double variance, std::uint64_t trials) {
  if (trials < 2) return 0;
  const boost::math::normal normal;
  const auto n = static_cast<double>(trials);
  const double once = boost::math::quantile(boost::math::complement(normal, 1 / n));
  const double again =
      boost::math::quantile(boost::math::complement(normal, 1 / (n * std::numbers::e)));
  return std::sqrt(variance) * ((1 - std::numbers::egamma) * once + std::numbers::egamma * again);
}

double probabilistic_sharpe(double sharpe, double benchmark, const ReturnShape& shape) {
  const double spread = 1 - shape.skewness * sharpe + (shape.kurtosis - 1) / 4 * sharpe * sharpe;
  const double z =
      (sharpe - benchmark) * std::sqrt(static_cast<double>(shape.returns) - 1) / std::sqrt(spread);
  return std::isfinite(z) ? boost::math::cdf(boost::math::normal(), z) : nan;
}

TrialReturns trial_returns(std::span<const double> returns) {
  TrialReturns trial;
  const std::size_t length = returns.size() / TrialReturns::stretches;
  if (length < 2) return trial;
  trial.length = length;
  const auto used = returns.last(length * TrialReturns::stretches);
  for (std::size_t i = 0; i < used.size(); ++i) {
    trial.sum[i / length] += used[i];
    trial.squares[i / length] += used[i] * used[i];
  }
  return trial;
}

double overfitting_probability(std::span<const TrialReturns> trials) {
  if (trials.size() < 2 || trials[0].length == 0) return nan;
  std::vector<SubsetSums> sums;
  sums.reserve(trials.size());
  for (const TrialReturns& trial : trials) {
    if (trial.length != trials[0].length) return nan;
    sums.emplace_back(trial);
  }
  constexpr std::uint32_t all = (std::uint32_t{1} << TrialReturns::stretches) - 1;
  const double count = static_cast<double>(trials[0].length) * half_bits;
  std::vector<double> in(trials.size()), out(trials.size());
  std::size_t splits = 0, falls = 0;
  for (std::uint32_t mask = 0; mask <= all / 2; ++mask) {  // each half with its complement
    if (std::popcount(mask) != static_cast<int>(half_bits)) continue;
    for (std::size_t i = 0; i < sums.size(); ++i) {
      in[i] = sums[i].sharpe(mask, count);
      out[i] = sums[i].sharpe(all & ~mask, count);
    }
    splits += 2;
    falls += best_falls(in, out);
    falls += best_falls(out, in);
  }
  return static_cast<double>(falls) / static_cast<double>(splits);
}

}  // namespace stratgen
