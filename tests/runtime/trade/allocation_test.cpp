#include "runtime/trade/allocation.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using namespace stratgen;

namespace {

constexpr Allocation all[] = {Allocation::Equal, Allocation::InverseVolatility,
                              Allocation::RiskParity, Allocation::MaxSharpeShrunk};

Matrix matrix(std::size_t size, std::initializer_list<double> rows) {
  Matrix made(size);
  auto value = rows.begin();
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = 0; j < size; ++j) made(i, j) = *value++;
  return made;
}

// Returns that have something in common, with deviations between 0.2 and 3 % and a small mean.
std::vector<std::vector<double>> random_returns(std::mt19937_64& random, std::size_t count,
                                                std::size_t periods) {
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform(0, 1);
  std::vector<double> market(periods);
  for (double& value : market) value = normal(random);
  std::vector<std::vector<double>> rows;
  for (std::size_t i = 0; i < count; ++i) {
    const double scale = 0.002 + 0.028 * uniform(random), along = uniform(random);
    std::vector<double>& row = rows.emplace_back();
    for (const double value : market)
      row.push_back(scale * (0.08 + along * value + normal(random)));
  }
  return rows;
}

double sharpe(const std::vector<double>& w, const std::vector<double>& m, const Matrix& c) {
  double variance = 0;
  for (std::size_t i = 0; i < w.size(); ++i)
    for (std::size_t j = 0; j < w.size(); ++j) variance += w[i] * w[j] * c(i, j);
  return std::inner_product(w.begin(), w.end(), m.begin(), 0.0) / std::sqrt(variance);
}

void check_weights(const std::vector<double>& weights) {
  CHECK(std::accumulate(weights.begin(), weights.end(), 0.0) == doctest::Approx(1).epsilon(1e-12));
  for (const double weight : weights) CHECK(weight >= 0);
}

}  // namespace

TEST_CASE("names and methods belong together") {
  for (const Allocation each : all) CHECK(parse_allocation(to_string(each)) == each);
  CHECK(std::string(to_string(Allocation::MaxSharpeShrunk)) == "max-sharpe-shrunk");
  CHECK_FALSE(parse_allocation("kelly"));
}

TEST_CASE("half the volatility has twice the weight") {
  const auto w = inverse_volatility_weights(matrix(2, {0.04, 0.01, 0.01, 0.01}));
  CHECK(w[0] == doctest::Approx(1.0 / 3));  // 1 / 0.2 of 1 / 0.2 + 1 / 0.1
  CHECK(w[1] == doctest::Approx(2.0 / 3));
}

TEST_CASE("the risk of two strategies is even by inverse volatility, whatever their correlation") {
  for (const double covariance : {-0.015, 0.0, 0.01}) {
    const auto w = risk_parity_weights(matrix(2, {0.04, covariance, covariance, 0.01}));
    CHECK(w[0] == doctest::Approx(1.0 / 3).epsilon(1e-9));
    CHECK(w[1] == doctest::Approx(2.0 / 3).epsilon(1e-9));
  }
}

TEST_CASE("uncorrelated risks are even by inverse volatility") {
  const auto w = risk_parity_weights(matrix(3, {0.01, 0, 0, 0, 0.04, 0, 0, 0, 0.16}));
  // 10 : 5 : 2.5
  CHECK(w[0] == doctest::Approx(4.0 / 7).epsilon(1e-9));
  CHECK(w[1] == doctest::Approx(2.0 / 7).epsilon(1e-9));
  CHECK(w[2] == doctest::Approx(1.0 / 7).epsilon(1e-9));
}

TEST_CASE("two that go together share what the third has to itself") {
  // Deviation 1 each, two of them perfectly correlated: w w 1 - 2w, with 2 w^2 = (1 - 2 w)^2.
  const auto w = risk_parity_weights(matrix(3, {1, 1, 0, 1, 1, 0, 0, 0, 1}));
  CHECK(w[0] == doctest::Approx(1 - std::sqrt(0.5)).epsilon(1e-9));
  CHECK(w[1] == doctest::Approx(1 - std::sqrt(0.5)).epsilon(1e-9));
  CHECK(w[2] == doctest::Approx(std::sqrt(2.0) - 1).epsilon(1e-9));
}

TEST_CASE("the tangency portfolio of two is what one computes by hand") {
  const Matrix c = matrix(2, {0.04, 0.01, 0.01, 0.09});
  const auto w = max_sharpe_weights({0.1, 0.1}, c);
  REQUIRE(w);
  CHECK((*w)[0] == doctest::Approx(8.0 / 11).epsilon(1e-7));  // 0.09 - 0.01 : 0.04 - 0.01
  CHECK((*w)[1] == doctest::Approx(3.0 / 11).epsilon(1e-7));
}

TEST_CASE("what would be sold short has no weight") {
  // 0.09 * 0.1 - 0.03 * 0.01 = 0.0087; 0.04 * 0.01 - 0.03 * 0.1 = -0.0026
  const auto w = max_sharpe_weights({0.1, 0.01}, matrix(2, {0.04, 0.03, 0.03, 0.09}));
  REQUIRE(w);
  CHECK(*w == std::vector<double>{1, 0});
  const auto none = max_sharpe_weights({-0.1, 0}, matrix(2, {0.04, 0.03, 0.03, 0.09}));
  REQUIRE_FALSE(none);
  CHECK(none.error().message.find("no strategy has a positive mean return") == 0);
}

TEST_CASE("means are shrunk by hand as by the formula") {
  // Unit covariance: the target is the mean, 0.2; d = 0.1^2 + 0.1^2, so 4 / (4 + 10 * 0.02).
  const auto m = shrunk_means({0.3, 0.1}, matrix(2, {1, 0, 0, 1}), 10);
  CHECK(m[0] == doctest::Approx(0.2 + 0.1 * (1 - 4 / 4.2)));
  CHECK(m[1] == doctest::Approx(0.2 - 0.1 * (1 - 4 / 4.2)));
  // Variances 1 and 3: the least variance has weights 3/4 and 1/4, so the target is 0.25.
  const auto n = shrunk_means({0.3, 0.1}, matrix(2, {1, 0, 0, 3}), 10);
  const double d = 0.05 * 0.05 + 0.15 * 0.15 / 3;
  CHECK(n[0] == doctest::Approx(0.25 + 0.05 * (1 - 4 / (4 + 10 * d))));
  CHECK(n[1] == doctest::Approx(0.25 - 0.15 * (1 - 4 / (4 + 10 * d))));
  CHECK(shrunk_means({0.3, 0.1}, matrix(2, {1, 1, 1, 1}), 10) == std::vector<double>{0.2, 0.2});
}

TEST_CASE("weights are not negative and sum to 1, and risk contributions are even") {
  std::mt19937_64 random(20241);
  for (int round = 0; round < 200; ++round) {
    const std::size_t count = 1 + random() % 12;
    const auto returns = random_returns(random, count, 250);
    for (const Allocation method : all) {
      const auto weights = allocate(method, returns);
      if (!weights) {
        CHECK(method == Allocation::MaxSharpeShrunk);
        continue;
      }
      REQUIRE(weights->size() == count);
      check_weights(*weights);
    }
    const Matrix c = shrunk_covariance(returns).covariance;
    const auto parts = risk_contributions(risk_parity_weights(c), c);
    for (const double part : parts) CHECK(std::abs(part - 1 / static_cast<double>(count)) < 1e-8);
  }
}

TEST_CASE("no other portfolio has a higher Sharpe ratio") {
  std::mt19937_64 random(99);
  std::exponential_distribution<double> exponential;
  for (int round = 0; round < 100; ++round) {
    const auto returns = random_returns(random, 2 + random() % 5, 120);
    const Matrix c = shrunk_covariance(returns).covariance;
    const std::vector<double> means = means_of(returns);
    const auto best = max_sharpe_weights(means, c);
    if (!best) continue;
    check_weights(*best);
    const double most = sharpe(*best, means, c);
    for (int other = 0; other < 200; ++other) {
      std::vector<double> w = *best;
      // Any portfolio, and ones close by.
      const double step = other % 2 == 0 ? 1 : 0.01;
      for (double& weight : w) weight = (1 - step) * weight + step * exponential(random);
      CHECK(sharpe(w, means, c) <= most * (1 + 1e-7));
    }
  }
}

TEST_CASE("strategies that are alike get the same") {
  std::mt19937_64 random(5);
  const auto one = random_returns(random, 1, 250).front();
  const std::vector<std::vector<double>> returns(4, one);
  for (const Allocation method : all) {
    CAPTURE(to_string(method));
    const auto weights = allocate(method, returns);
    REQUIRE(weights);
    for (const double weight : *weights) CHECK(weight == doctest::Approx(0.25).epsilon(1e-6));
  }
}
