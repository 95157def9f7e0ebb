// Python's float floor division: the floor of the exact quotient, not of the rounded one.
#pragma once

#include <cmath>

namespace stratgen {

[[gnu::always_inline]] inline double floor_division(double a, double b) {
  constexpr double whole_numbers = 0x1p52;  // below, a quotient is known to the last unit
  const double quotient = a / b;
  if (a >= 0 && b > 0 && quotient < whole_numbers) {
    const auto whole = static_cast<double>(static_cast<long>(quotient));
    // Rounding the quotient can only have reached the next whole number. The remainder is exact.
    return whole == quotient && std::fma(-whole, b, a) < 0 ? whole - 1 : whole;
  }
  const double mod = std::fmod(a, b);
  double exact = (a - mod) / b;
  if (mod != 0 && (b < 0) != (mod < 0)) exact -= 1;
  const double whole = std::floor(exact);
  return exact - whole > 0.5 ? whole + 1 : whole;
}

// The same, with the time it takes to know `a` for the larger part of all. Where a >= 0, b > 0 and
// the quotient is below 2^50, a product with 1 / b is at most one off, and the remainder, which is
// exact, says in which direction.
[[gnu::always_inline]] inline double floor_division(double a, double b, double inverse_of_b) {
  constexpr double whole_numbers = 0x1p50;
  const double quotient = std::floor(a * inverse_of_b);
  if (!(a >= 0 && b > 0 && quotient < whole_numbers)) [[unlikely]]
    return floor_division(a, b);
  const double rest = std::fma(-quotient, b, a);
  if (rest < 0) [[unlikely]]
    return quotient - 1;
  if (rest >= b) [[unlikely]]
    return quotient + 1;
  return quotient;
}

}  // namespace stratgen
