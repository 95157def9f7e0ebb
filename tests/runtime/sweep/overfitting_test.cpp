#include "runtime/sweep/overfitting.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

using namespace stratgen;

TEST_CASE("the deflated Sharpe ratio of the paper's example") {
  // Bailey and Lopez de Prado 2014, section "A numerical example": an annual ratio of 2.5 over
  // 1,250 days, 250 a year, skewness -3, kurtosis 10, the best of 100 trials with a variance of 0.5
  // a year.
  const double expected = expected_best_sharpe(0.5 / 250, 100);
  CHECK(expected == doctest::Approx(0.1132).epsilon(0.001));
  CHECK(probabilistic_sharpe(2.5 / std::sqrt(250.0), expected, {1250, -3, 10}) ==
        doctest::Approx(0.9004).epsilon(0.0001));
}

TEST_CASE("one trial is expected to have no luck, more trials more") {
  CHECK(expected_best_sharpe(1, 0) == 0);
  CHECK(expected_best_sharpe(1, 1) == 0);
  CHECK(expected_best_sharpe(1, 1'000) < expected_best_sharpe(1, 1'000'000));
  CHECK(expected_best_sharpe(4, 1'000) == doctest::Approx(2 * expected_best_sharpe(1, 1'000)));
}

TEST_CASE("skewness and kurtosis are those of the moments") {
  // 0, 0, 0, 4: mean 1, central moments (3 * 1 + 9) / 4 = 3, (-3 + 27) / 4 = 6, (3 + 81) / 4 = 21.
  const std::vector<double> returns = {0, 0, 0, 4};
  const ReturnShape shape = return_shape(returns);
  CHECK(shape.returns == 4);
  CHECK(shape.skewness == doctest::Approx(6 / std::pow(3, 1.5)));
  CHECK(shape.kurtosis == doctest::Approx(21.0 / 9));
}

TEST_CASE("returns that do not vary have no shape and no probability") {
  const std::vector<double> flat(10, 0.5);
  CHECK(std::isnan(return_shape(flat).skewness));
  CHECK(std::isnan(return_shape({}).kurtosis));
  CHECK(std::isnan(probabilistic_sharpe(0, 0, return_shape(flat))));
}

namespace {

std::vector<double> noise(std::size_t count, std::uint32_t seed, double drift) {
  std::mt19937 random(seed);
  std::vector<double> returns;
  for (std::size_t i = 0; i < count; ++i)
    returns.push_back(static_cast<double>(random() % 2001) / 1e5 - 0.01 + drift);
  return returns;
}

}  // namespace

TEST_CASE("stretches leave out the oldest returns") {
  std::vector<double> returns(35, 1);  // 3 + 16 * 2
  returns[2] = 100;
  returns[3] = 5;
  const TrialReturns trial = trial_returns(returns);
  CHECK(trial.length == 2);
  CHECK(trial.sum[0] == 6);
  CHECK(trial.squares[0] == 26);
  CHECK(trial.sum[15] == 2);
  CHECK(trial_returns(std::vector<double>(31, 1)).length == 0);
}

TEST_CASE("a variant that is always better is never overfitted") {
  std::vector<TrialReturns> trials;
  for (std::uint32_t i = 0; i < 20; ++i)
    trials.push_back(trial_returns(noise(1600, i, i == 7 ? 0.01 : 0)));
  CHECK(overfitting_probability(trials) == 0);
}

TEST_CASE("what is best in one half by construction is worst in the other") {
  // Each of 16 variants earns in its own stretch only, and loses a little in all the others.
  std::vector<TrialReturns> trials;
  for (std::size_t i = 0; i < 16; ++i) {
    std::vector<double> returns = noise(1600, 5, -0.001);  // the same noise for all
    for (std::size_t k = 0; k < 100; ++k) returns[100 * i + k] += 0.02;
    trials.push_back(trial_returns(returns));
  }
  CHECK(overfitting_probability(trials) == 1);
}

TEST_CASE("noise is overfitted about every second time") {
  double sum = 0;
  for (std::uint32_t search = 0; search < 10; ++search) {
    std::vector<TrialReturns> trials;
    for (std::uint32_t i = 0; i < 30; ++i)
      trials.push_back(trial_returns(noise(800, 1000 + 30 * search + i, 0)));
    sum += overfitting_probability(trials);
  }
  CHECK(sum / 10 > 0.35);
  CHECK(sum / 10 < 0.65);
}

TEST_CASE("too few trials, or of different lengths, have no probability") {
  const TrialReturns one = trial_returns(noise(160, 1, 0)), other = trial_returns(noise(320, 2, 0));
  CHECK(std::isnan(overfitting_probability({})));
  CHECK(std::isnan(overfitting_probability(std::vector{one})));
  CHECK(std::isnan(overfitting_probability(std::vector{one, other})));
  CHECK(std::isnan(overfitting_probability(std::vector{TrialReturns{}, TrialReturns{}})));
}
