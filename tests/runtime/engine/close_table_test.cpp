// Stretches of closes by the table and by a plain loop.
#include "runtime/engine/close_table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace stratgen;

namespace {

std::vector<double> random_closes(std::size_t count, std::uint64_t seed) {
  std::mt19937_64 engine(seed);
  std::vector<double> closes = {100};
  while (closes.size() < count)
    closes.push_back(closes.back() * (0.97 + 0.0006 * static_cast<double>(engine() % 101)));
  return closes;
}

double polynomial(const double (&factors)[CloseTable::terms], double x) {
  double value = 0;
  for (int m = CloseTable::terms - 1; m >= 0; --m) value = value * x + factors[m];
  return value;
}

}  // namespace

TEST_CASE("the polynomials are as close as they say over the whole of their intervals") {
  for (const ClosePolynomials& each : close_polynomials) {
    for (int i = 0; i <= 1000; ++i) {
      const double x = each.lowest_x + (each.highest_x - each.lowest_x) * i / 1000;
      CHECK(std::abs(polynomial(each.of_returns, x) * (1 + x) - 1) <
            ClosePolynomials::error_of_returns);
      CHECK(std::abs(polynomial(each.of_squares, x) * (1 + x) * (1 + x) - 1) <
            ClosePolynomials::error_of_squares);
    }
  }
}

TEST_CASE("polynomials are found for all x up to 1.5 that do not move far") {
  for (double lowest = 0; lowest < 1.4; lowest += 0.01) {
    const double highest = (1 + lowest) * 1.07 - 1;
    const ClosePolynomials* const found = find_close_polynomials(lowest, highest);
    REQUIRE(found);
    CHECK(found->lowest_x <= lowest);
    CHECK(found->highest_x >= highest);
  }
  CHECK(find_close_polynomials(-0.02, 0) == nullptr);  // cash that is owed
  CHECK(find_close_polynomials(0, 0.3) == nullptr);    // moves far
  CHECK(find_close_polynomials(3, 3) == nullptr);
}

TEST_CASE("the sum of returns beside cash is that of a plain loop") {
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    const std::vector<double> close = random_closes(300, seed);
    const CloseTable table(close);
    const double lowest = *std::ranges::min_element(close);
    const double highest = *std::ranges::max_element(close);
    for (const double k : {0.0, 0.03 * lowest, 0.14 * lowest, -0.009 * lowest, 0.3 * lowest}) {
      const ClosePolynomials* const near =
          find_close_polynomials(k / (k < 0 ? lowest : highest), k / lowest);
      REQUIRE(near);
      double sum = 0, by_table = 0;
      for (std::size_t i = 41; i <= 250; ++i) sum += (close[i] - close[i - 1]) / (k + close[i - 1]);
      double power = 1;
      for (int m = 0; m < CloseTable::terms; ++m, power *= k)
        by_table += near->of_returns[m] * power *
                    (table.prefix(250).returns[m] - table.prefix(40).returns[m]);
      CHECK(by_table == doctest::Approx(sum).epsilon(1e-9));
    }
  }
}

TEST_CASE("highest, lowest and the deepest fall of any stretch are those of a plain loop") {
  const std::vector<double> close = random_closes(130, 7);
  const CloseTable table(close);
  for (const double k : {0.0, 5.0, 40.0, -3.0}) {
    const auto value = [&](double price) { return k + price; };
    for (int from = 0; from < 130; from += 7) {
      for (int last = from + 1; last < 130; last += 5) {
        double highest = close[static_cast<std::size_t>(from)], lowest = highest, deepest = 1;
        for (int i = from; i <= last; ++i) {
          const double now = close[static_cast<std::size_t>(i)];
          highest = std::max(highest, now);
          lowest = std::min(lowest, now);
          deepest = std::min(deepest, value(now) / value(highest));
        }
        CHECK(table.parts(from, last).highest() == highest);
        CHECK(table.parts(from, last).lowest() == lowest);
        CHECK(table.deepest_fall(value, k, from, last, 1) ==
              doctest::Approx(deepest).epsilon(1e-12));
      }
    }
  }
}
