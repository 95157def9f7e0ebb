// Python's float floor division: the floor of the exact quotient, not of the rounded one.
#pragma once

#include <cmath>

namespace stratgen {

[[gnu::always_inline]] inline double floor_division(double a, double b) {
  constexpr double whole_numbers = 0x1p52;  // below, a quotient is known to the last unit
  const double quotient = std::floor(a / b);
  // Rounding the quotient can only have reached the next whole number. The remainder is exact.
  if (a >= 0 && b > 0 && quotient < whole_numbers)
    return std::fma(-quotient, b, a) < 0 ? quotient - 1 : quotient;
  const double mod = std::fmod(a, b);
  double rest = (a - mod) / b;
  if (mod != 0 && (b < 0) != (mod < 0)) rest -= 1;
  const double whole = std::floor(rest);
  return rest - whole > 0.5 ? whole + 1 : whole;
}

}  // namespace stratgen
