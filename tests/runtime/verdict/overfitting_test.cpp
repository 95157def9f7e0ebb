// Literals without arithmetic beside them are from a direct transcription of the formulas in
// Python, with statistics.NormalDist for the normal distribution and every one of the 12,870
// choices spelt out.
#include "runtime/verdict/overfitting.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace stratgen;
using doctest::Approx;

namespace {

// Trial k of returns that look random and are the same everywhere.
std::vector<double> returns_of_trial(int k, int periods = 67) {
  std::vector<double> returns;
  for (int i = 0; i < periods; ++i)
    returns.push_back(((i * 37 + k * 101 + i * i * (k + 1) * 7) % 97 - 46) / 1000.0);
  return returns;
}

std::vector<std::vector<double>> trials(int count, int periods = 67) {
  std::vector<std::vector<double>> columns;
  for (int k = 0; k < count; ++k) columns.push_back(returns_of_trial(k, periods));
  return columns;
}

}  // namespace

TEST_CASE("moments are those of the returns, with plain kurtosis") {
  const ReturnMoments moments = moments_of(returns_of_trial(2));
  CHECK(moments.count == 67);
  CHECK(moments.sharpe == Approx(0.008840424124496543).epsilon(1e-12));
  CHECK(moments.skewness == Approx(0.30935807725734316).epsilon(1e-12));
  CHECK(moments.kurtosis == Approx(2.1191949190539505).epsilon(1e-12));
}

TEST_CASE("returns that do not vary have no moments") {
  CHECK(std::isnan(moments_of(std::vector<double>(50, 0.0)).sharpe));
  CHECK(std::isnan(moments_of(std::vector<double>{0.1}).sharpe));
  CHECK(std::isnan(moments_of({}).sharpe));
  CHECK(std::isnan(deflated_sharpe_ratio(moments_of({}), 0.1, 10)));
}

TEST_CASE("the best of many without skill is expected to be better than the best of few") {
  CHECK(expected_maximum_sharpe(1, 2) == Approx(0.5197553442805939).epsilon(1e-9));
  CHECK(expected_maximum_sharpe(1, 1000) == Approx(3.255121513652723).epsilon(1e-9));
  CHECK(expected_maximum_sharpe(1, 1e6) == Approx(4.867860037846844).epsilon(1e-9));
  CHECK(expected_maximum_sharpe(0.25, 1000) == Approx(0.5 * 3.255121513652723).epsilon(1e-9));
  CHECK(expected_maximum_sharpe(0.25, 1) == 0);
}

// Bailey and Lopez de Prado's own example: 2.5 a year over 1250 of 250 days a year, the best of 100
// whose ratios have a variance of 0.5 a year.
TEST_CASE("the deflated ratio of the paper's example is 0.9004") {
  const ReturnMoments best{1250, 2.5 / std::sqrt(250), -3, 10};
  CHECK(expected_maximum_sharpe(0.5 / 250, 100) == Approx(0.1132).epsilon(5e-4));
  CHECK(deflated_sharpe_ratio(best, 0.5 / 250, 100) == Approx(0.9003968344493904).epsilon(1e-9));
}

TEST_CASE("a ratio at the benchmark is above it as often as not") {
  CHECK(probabilistic_sharpe_ratio({1000, 0.1, -1, 5}, 0.1) == 0.5);
  CHECK(probabilistic_sharpe_ratio({1000, 0.2, -1, 5}, 0.1) > 0.99);
}

TEST_CASE("the probability of overfitting counts the choices whose best falls behind") {
  CHECK(probability_of_overfitting(trials(6)) == 6119.0 / 12870);
}

TEST_CASE(
    "a trial that is best everywhere is not overfitted, equal ones are nothing to choose from") {
  std::vector<std::vector<double>> columns = trials(5);
  for (double& r : columns[3]) r += 0.2;
  CHECK(probability_of_overfitting(columns) == 0);
  CHECK(probability_of_overfitting(std::vector(5, returns_of_trial(1))) == 1);
}

TEST_CASE("too few trials, periods or movements leave the probability undefined") {
  CHECK(std::isnan(probability_of_overfitting({})));
  CHECK(std::isnan(probability_of_overfitting(trials(1))));
  CHECK(std::isnan(probability_of_overfitting(trials(6, 31))));
  CHECK(std::isnan(probability_of_overfitting(std::vector(6, std::vector<double>(64, 0.01)))));
  CHECK(!std::isnan(probability_of_overfitting(trials(6, 32))));
}

TEST_CASE("trials that never trade in a half count as a ratio of 0 there") {
  std::vector<std::vector<double>> columns = trials(3, 64);
  columns.push_back(std::vector<double>(64, 0.0));
  const double probability = probability_of_overfitting(columns);
  CHECK(probability >= 0);
  CHECK(probability <= 1);
}

TEST_CASE("correlated trials are worth fewer independent ones") {
  CHECK(effective_trials(trials(6), 6) == Approx(5.655339795805444).epsilon(1e-9));
  CHECK(effective_trials(std::vector(6, returns_of_trial(1)), 6) == Approx(1));
  CHECK(effective_trials(std::vector(6, returns_of_trial(1)), 1e6) == Approx(1));
  CHECK(std::isnan(effective_trials(trials(1), 1)));
}
