// Polynomials of x near 1 / (1 + x) and 1 / (1 + x)^2, by interpolation at Chebyshev's points of
// intervals that overlap: one for every stretch of closes that does not move x too far.
#pragma once

#include <array>
#include <cstddef>

namespace stratgen {

struct ClosePolynomials {
  static constexpr int terms = 8;
  // Of the first, and of the second; relative, within the interval.
  static constexpr double error_of_returns = 1e-11, error_of_squares = 1e-10;

  double lowest_x, highest_x;
  alignas(64) double of_returns[terms];  // factors of x^0, x^1, ...
  alignas(64) double of_squares[terms];

  static constexpr ClosePolynomials between(double lowest_x, double highest_x);
};

// Newton's form of both functions has divided differences in closed form: with p = the product of
// (1 + x[i]) for i <= n, (-1)^n / p, and (-1)^n / p times the sum of 1 / (1 + x[i]).
constexpr ClosePolynomials ClosePolynomials::between(double lowest_x, double highest_x) {
  // cos((2 i + 1) pi / 16)
  constexpr long double cosines[] = {
      0.980785280403230449126182236134239037L, 0.831469612302545237078788377617905757L,
      0.555570233019602224742830813948532874L, 0.195090322016128267848284868477022241L};
  const long double middle = (static_cast<long double>(lowest_x) + highest_x) / 2;
  const long double half = (static_cast<long double>(highest_x) - lowest_x) / 2;
  long double returns[terms] = {}, squares[terms] = {};  // so far, as factors of powers of x
  long double basis[terms] = {1};                        // the product of (x - x[i]) for i < n
  long double difference = 1, sum = 0;
  for (int n = 0; n < terms; ++n) {
    const long double point = middle + (n % 2 == 0 ? half : -half) * cosines[n / 2];
    difference /= (n == 0 ? 1 : -1) * (1 + point);
    sum += 1 / (1 + point);
    for (int m = 0; m <= n; ++m) {
      returns[m] += difference * basis[m];
      squares[m] += difference * sum * basis[m];
    }
    for (int m = n + 1 < terms ? n + 1 : n; m >= 0; --m)
      basis[m] = (m > 0 ? basis[m - 1] : 0) - point * basis[m];
  }
  ClosePolynomials both{lowest_x, highest_x, {}, {}};
  for (int m = 0; m < terms; ++m) {
    both.of_returns[m] = static_cast<double>(returns[m]);
    both.of_squares[m] = static_cast<double>(squares[m]);
  }
  return both;
}

// Each begins in the middle of the one before.
inline constexpr auto close_polynomials = [] {
  std::array<ClosePolynomials, 12> all{};
  double begin = 0.99;
  for (ClosePolynomials& each : all) {
    each = ClosePolynomials::between(begin - 1, begin * 1.16 - 1);
    begin *= 1.077;
  }
  return all;
}();

// The same without a search: for x up to the end of a step, which is (step + 1) / steps_per_one -
// 1, the first that end no earlier.
inline constexpr int steps_per_one = 64;
inline constexpr int close_steps =
    static_cast<int>((1 + close_polynomials.back().highest_x) * steps_per_one);
inline constexpr auto close_polynomials_by_step = [] {
  std::array<unsigned char, close_steps> all{};
  unsigned char at = 0;
  for (int step = 0; step < close_steps; ++step) {
    while (close_polynomials[at].highest_x < (step + 1.0) / steps_per_one - 1) ++at;
    all[static_cast<std::size_t>(step)] = at;
  }
  return all;
}();

// Some for x from `lowest` to `highest`; null if there are none.
inline const ClosePolynomials* find_close_polynomials(double lowest, double highest) {
  for (const ClosePolynomials& each : close_polynomials)
    if (highest <= each.highest_x) return lowest >= each.lowest_x ? &each : nullptr;
  return nullptr;
}

}  // namespace stratgen
