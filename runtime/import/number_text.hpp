// Numbers as files spell them.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace stratgen {

struct NumberStyle {
  char decimal = '.';    // or ','
  bool grouped = false;  // 1,234 (or 1.234) without decimals is a number of four digits

  char group() const { return decimal == '.' ? ',' : '.'; }
};

// Blank, or a word for "no value": null, NaN, N/A, None, -.
bool is_no_value(std::string_view text);

// Any spelling: a sign, a currency in front or behind, groups of three digits, an exponent. Nothing
// for what is not a finite number in this style. The result is the double nearest to the decimal.
std::optional<double> parse_number(std::string_view text, const NumberStyle& style);

// The same, also with K, M, B or T behind it, as volumes have.
std::optional<double> parse_quantity(std::string_view text, const NumberStyle& style);

// What the numbers of a file say about their style. Each field counts the texts of that kind.
struct StyleEvidence {
  std::size_t decimal_point = 0;  // 12.34 or 1,234.5
  std::size_t decimal_comma = 0;  // 12,34 or 1.234,5
  std::size_t comma_groups = 0;   // 1,234,567
  std::size_t point_groups = 0;   // 1.234.567
  std::size_t comma_either = 0;   // 1,234
  std::size_t point_either = 0;   // 1.234
  std::size_t both_marks = 0;     // 1,234.5 or 1.234,5; counted above as well
};
void weigh(std::string_view text, StyleEvidence& evidence);

// Reads plain decimals such as -12.375 from `at` on, up to the first other character, which it
// returns; nullptr for what is not plain: leave it to parse_number. Exact like that one: digits up
// to 2^53 and a power of ten up to 10^22 are doubles, and one division rounds once (Clinger 1990).
inline const char* parse_plain(const char* at, const char* end, char decimal, double& value) {
  constexpr double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                               1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                               1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  const bool negative = at != end && *at == '-';
  at += negative;
  const char* const first = at;
  std::uint64_t digits = 0;
  while (at != end && static_cast<unsigned char>(*at - '0') < 10) {
    digits = digits * 10 + static_cast<std::uint64_t>(*at++ - '0');
  }
  std::ptrdiff_t count = at - first;
  if (count == 0) return nullptr;
  std::ptrdiff_t decimals = 0;
  if (at != end && *at == decimal) {
    const char* const point = at++;
    while (at != end && static_cast<unsigned char>(*at - '0') < 10) {
      digits = digits * 10 + static_cast<std::uint64_t>(*at++ - '0');
    }
    decimals = at - point - 1;
    count += decimals;
    if (decimals == 0) return nullptr;
  }
  if (count > 19 || digits > (std::uint64_t{1} << 53)) return nullptr;
  value = static_cast<double>(digits) / powers[decimals];
  if (negative) value = -value;
  return at;
}

}  // namespace stratgen
