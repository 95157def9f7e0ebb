#include "runtime/trade/covariance.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace stratgen;

TEST_CASE("means and covariance are those one computes by hand") {
  const std::vector<std::vector<double>> returns = {{1, -1, 2, -2}, {3, 1, 1, -1}};
  CHECK(means_of(returns) == std::vector<double>{0, 1});
  const Matrix s = sample_covariance(returns);
  CHECK(s(0, 0) == 2.5);  // (1 + 1 + 4 + 4) / 4
  CHECK(s(1, 1) == 2);    // (4 + 0 + 0 + 4) / 4
  CHECK(s(0, 1) == 1.5);  // (2 + 0 + 0 + 4) / 4
  CHECK(s(1, 0) == 1.5);
}

TEST_CASE("shrinkage agrees with the formulas of the paper, written out term by term elsewhere") {
  const std::vector<std::vector<double>> returns = {{.01, -.02, .015, .03, -.01, .005, .0, -.025},
                                                    {.02, -.01, .01, .01, -.02, .01, .005, -.015},
                                                    {-.01, .01, .0, .02, .01, -.03, .02, .01}};
  const ShrunkCovariance shrunk = shrunk_covariance(returns);
  const Matrix s = sample_covariance(returns);
  CHECK(shrunk.intensity == doctest::Approx(0.22269112859719065).epsilon(1e-12));
  CHECK(shrunk.covariance(0, 1) == doctest::Approx(0.00014764230854205179).epsilon(1e-12));
  CHECK(shrunk.covariance(0, 2) == doctest::Approx(-1.5453798585617338e-05).epsilon(1e-12));
  CHECK(shrunk.covariance(1, 2) == doctest::Approx(-6.2284110496018018e-05).epsilon(1e-12));
  for (std::size_t i = 0; i < 3; ++i) CHECK(shrunk.covariance(i, i) == doctest::Approx(s(i, i)));
}

TEST_CASE("with two strategies, or equal correlations, nothing is left to shrink") {
  const std::vector<std::vector<double>> two = {{1, -1, 2, -2}, {3, 1, 1, -1}};
  CHECK(shrunk_covariance(two).intensity == 0);
  CHECK(shrunk_covariance(two).covariance(0, 1) == 1.5);
  const std::vector<std::vector<double>> alike(3, std::vector<double>{1, -1, 2, -2});
  const Matrix c = shrunk_covariance(alike).covariance;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) CHECK(c(i, j) == doctest::Approx(2.5));
}

TEST_CASE("the shrunk covariance of more strategies than days is positive definite") {
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal;
  std::vector<std::vector<double>> returns(20);
  for (auto& row : returns)
    for (int t = 0; t < 12; ++t) row.push_back(normal(random));
  const std::vector<double> ones(20, 1.0);
  CHECK(solve(sample_covariance(returns), ones).empty());
  CHECK_FALSE(solve(shrunk_covariance(returns).covariance, ones).empty());
}

TEST_CASE("linear equations are solved, and a singular matrix is told") {
  Matrix a(2);
  a(0, 0) = 4, a(0, 1) = a(1, 0) = 2, a(1, 1) = 3;
  const std::vector<double> x = solve(a, {8, 7});  // 4 x + 2 y = 8, 2 x + 3 y = 7
  REQUIRE(x.size() == 2);
  CHECK(x[0] == doctest::Approx(1.25));
  CHECK(x[1] == doctest::Approx(1.5));
  a(1, 1) = 1;
  CHECK(solve(a, {8, 7}).empty());
}
