#include "runtime/trade/allocation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace stratgen {
namespace {

constexpr std::array all = {Allocation::Equal, Allocation::InverseVolatility,
                            Allocation::RiskParity, Allocation::MaxSharpeShrunk};

constexpr int most_rounds = 100'000;
constexpr double close_enough = 1e-14;  // change of a coordinate, relative to the largest one

double sum_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

std::vector<double> scaled_to_one(std::vector<double> weights) {
  const double sum = sum_of(weights);
  for (double& weight : weights) weight /= sum;
  return weights;
}

double row_times(const Matrix& c, std::size_t i, const std::vector<double>& y) {
  double sum = 0;
  for (std::size_t j = 0; j < y.size(); ++j) sum += c(i, j) * y[j];
  return sum;
}

// Minimises over one coordinate after the other until none moves. `best(i, others)` is the minimum
// along coordinate i, `others` being what the other coordinates make of row i of C y.
template <class Best>
void descend(const Matrix& c, std::vector<double>& y, Best best) {
  for (int round = 0; round < most_rounds; ++round) {
    double moved = 0, largest = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
      const double before = y[i];
      y[i] = best(i, row_times(c, i, y) - c(i, i) * before);
      moved = std::max(moved, std::abs(y[i] - before));
      largest = std::max(largest, std::abs(y[i]));
    }
    if (moved <= close_enough * largest) return;
  }
}

// The minimum of y' C y / 2 - y' m where coordinates that are not `held` are 0, and held ones have
// any sign.
std::vector<double> least_over(const Matrix& c, const std::vector<double>& m,
                               const std::vector<char>& held) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < m.size(); ++i)
    if (held[i]) places.push_back(i);
  Matrix part(places.size());
  std::vector<double> means;
  for (std::size_t i = 0; i < places.size(); ++i) {
    means.push_back(m[places[i]]);
    for (std::size_t j = 0; j < places.size(); ++j) part(i, j) = c(places[i], places[j]);
  }
  const std::vector<double> solved = solve(part, means);
  std::vector<double> y(m.size(), 0.0);
  for (std::size_t i = 0; i < solved.size(); ++i) y[places[i]] = solved[i];
  return y;
}

// From y towards `wanted` until the first held coordinate is 0, which is held no longer. True: y is
// `wanted`.
bool go_towards(const std::vector<double>& wanted, std::vector<double>& y,
                std::vector<char>& held) {
  double part = 1;
  std::size_t first = y.size();
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (!held[i] || wanted[i] > 0) continue;
    const double until = y[i] > 0 ? y[i] / (y[i] - wanted[i]) : 0;
    if (first == y.size() || until < part) first = i, part = until;
  }
  for (std::size_t i = 0; i < y.size(); ++i) y[i] += part * (wanted[i] - y[i]);
  if (first == y.size()) return true;
  held[first] = 0;
  y[first] = 0;
  return false;
}

// The coordinate at 0 along which y' C y / 2 - y' m falls most steeply; none: y is the minimum.
std::optional<std::size_t> steepest(const Matrix& c, const std::vector<double>& m,
                                    const std::vector<double>& y, const std::vector<char>& held) {
  const double rounding = 1e-12 * *std::max_element(m.begin(), m.end());
  std::optional<std::size_t> best;
  double most = rounding;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double slope = m[i] - row_times(c, i, y);
    if (!held[i] && slope > most) best = i, most = slope;
  }
  return best;
}

std::vector<double> least_over_positive(const Matrix& c, const std::vector<double>& m) {
  std::vector<double> y(m.size(), 0.0);
  std::vector<char> held(m.size(), 0);
  // Each set of held coordinates comes up once, unless by rounding.
  for (std::size_t round = 0; round < 10 * m.size(); ++round) {
    const auto next = steepest(c, m, y, held);
    if (!next) break;
    held[*next] = 1;
    while (!go_towards(least_over(c, m, held), y, held)) {
    }
  }
  return y;
}

}  // namespace

const char* to_string(Allocation allocation) {
  switch (allocation) {
    case Allocation::Equal:
      return "equal";
    case Allocation::InverseVolatility:
      return "inverse-volatility";
    case Allocation::RiskParity:
      return "risk-parity";
    case Allocation::MaxSharpeShrunk:
      return "max-sharpe-shrunk";
  }
  return "";
}

std::optional<Allocation> parse_allocation(std::string_view name) {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](Allocation each) { return to_string(each) == name; });
  return found == all.end() ? std::nullopt : std::optional(*found);
}

Result<std::vector<double>> allocate(Allocation allocation, ReturnRows returns) {
  const std::size_t count = returns.size();
  switch (allocation) {
    case Allocation::Equal:
      break;
    case Allocation::InverseVolatility:
      return inverse_volatility_weights(sample_covariance(returns));
    case Allocation::RiskParity:
      return risk_parity_weights(shrunk_covariance(returns).covariance);
    case Allocation::MaxSharpeShrunk: {
      const Matrix covariance = shrunk_covariance(returns).covariance;
      return max_sharpe_weights(shrunk_means(means_of(returns), covariance, returns.front().size()),
                                covariance);
    }
  }
  return std::vector<double>(count, 1 / static_cast<double>(count));
}

std::vector<double> inverse_volatility_weights(const Matrix& covariance) {
  std::vector<double> weights;
  for (std::size_t i = 0; i < covariance.size(); ++i)
    weights.push_back(1 / std::sqrt(covariance(i, i)));
  return scaled_to_one(std::move(weights));
}

std::vector<double> risk_parity_weights(const Matrix& covariance) {
  std::vector<double> y = inverse_volatility_weights(covariance);
  const auto budget = 1 / static_cast<double>(y.size());
  // 0 = c_ii y + others - budget / y
  descend(covariance, y, [&](std::size_t i, double others) {
    const double variance = covariance(i, i);
    return (std::sqrt(others * others + 4 * variance * budget) - others) / (2 * variance);
  });
  return scaled_to_one(std::move(y));
}

std::vector<double> shrunk_means(const std::vector<double>& means, const Matrix& covariance,
                                 std::size_t periods) {
  const auto count = static_cast<double>(means.size());
  const std::vector<double> least = solve(covariance, std::vector<double>(means.size(), 1.0));
  if (least.empty()) return std::vector<double>(means.size(), sum_of(means) / count);
  const double target =
      std::inner_product(least.begin(), least.end(), means.begin(), 0.0) / sum_of(least);
  std::vector<double> away = means;
  for (double& value : away) value -= target;
  const std::vector<double> solved = solve(covariance, away);
  const double distance = std::inner_product(away.begin(), away.end(), solved.begin(), 0.0);
  const double intensity = (count + 2) / (count + 2 + static_cast<double>(periods) * distance);
  std::vector<double> shrunk;
  for (const double value : away) shrunk.push_back(target + (1 - intensity) * value);
  return shrunk;
}

Result<std::vector<double>> max_sharpe_weights(const std::vector<double>& means,
                                               const Matrix& covariance) {
  if (std::none_of(means.begin(), means.end(), [](double mean) { return mean > 0; })) {
    return fail(Fault::Data,
                "no strategy has a positive mean return once the means are shrunk, so no "
                "portfolio of them has a positive Sharpe ratio; use another --allocate");
  }
  Matrix ridged = covariance;
  for (std::size_t i = 0; i < means.size(); ++i) ridged(i, i) *= 1 + 1e-8;
  return scaled_to_one(least_over_positive(ridged, means));
}

std::vector<double> risk_contributions(const std::vector<double>& weights,
                                       const Matrix& covariance) {
  std::vector<double> parts;
  for (std::size_t i = 0; i < weights.size(); ++i)
    parts.push_back(weights[i] * row_times(covariance, i, weights));
  return scaled_to_one(std::move(parts));
}

}  // namespace stratgen
