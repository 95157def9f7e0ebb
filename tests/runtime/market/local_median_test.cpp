#include "runtime/market/local_median.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace stratgen;

TEST_CASE("the median around a row follows the times, not single events") {
  std::vector<double> values(210, 1.0);
  for (std::size_t i = 105; i < 210; ++i) values[i] = 3.0;
  values[50] = 1000;
  const LocalMedian median(values);
  CHECK(median.at(50) == 1.0);
  CHECK(median.at(0) == 1.0);
  CHECK(median.at(209) == 3.0);
}

TEST_CASE("it is never below 0.3 of their own median, nor below 1e-5") {
  std::vector<double> values(210, 1.0);
  for (std::size_t i = 0; i < 84; ++i) values[i] = 0.0;
  CHECK(LocalMedian(values).at(10) == doctest::Approx(0.3));
  CHECK(LocalMedian(std::vector<double>(30, 0.0)).at(10) == 1e-5);
}

TEST_CASE("what is not a number does not count") {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(median_of(std::vector<double>{nan, 5, 1, 3, nan}) == 3);
  CHECK(LocalMedian(std::vector<double>{nan, 2.0, 2.0}).at(0) == 2.0);
}
