#include "runtime/trade/quantity.hpp"

#include <cmath>
#include <cstdlib>
#include <limits>

namespace stratgen {
namespace {

constexpr int decimals = 9;
constexpr std::int64_t one_share = 1'000'000'000;
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// `number` with another digit behind it; false where that is too large.
bool append_digit(std::int64_t& number, char digit) {
  const std::int64_t value = digit - '0';
  if (number > (most - value) / 10) return false;
  number = number * 10 + value;
  return true;
}

}  // namespace

std::optional<Quantity> quantity_of(double shares) {
  constexpr double limit = 0x1p63;
  const double nano = std::trunc(shares * 1e9);
  if (!(std::abs(nano) < limit)) return std::nullopt;
  return Quantity{static_cast<std::int64_t>(nano)};
}

std::optional<Quantity> parse_quantity(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = point == text.npos ? "0" : text.substr(point + 1);
  if (whole.empty() || fraction.empty()) return std::nullopt;
  std::int64_t nano = 0;
  for (const char c : whole) {
    if (!is_digit(c) || !append_digit(nano, c)) return std::nullopt;
  }
  for (std::size_t i = 0; i < fraction.size() || i < decimals; ++i) {
    const char c = i < fraction.size() ? fraction[i] : '0';
    if (!is_digit(c)) return std::nullopt;
    if (i < decimals ? !append_digit(nano, c) : c != '0') return std::nullopt;
  }
  return Quantity{negative ? -nano : nano};
}

std::string to_text(Quantity quantity) {
  std::string text = quantity.nano < 0 ? "-" : "";
  text += std::to_string(std::abs(quantity.nano / one_share));
  std::int64_t rest = std::abs(quantity.nano % one_share);
  if (rest == 0) return text;
  text += '.';
  for (std::int64_t place = one_share / 10; rest > 0; place /= 10) {
    text += static_cast<char>('0' + rest / place);
    rest %= place;
  }
  return text;
}

}  // namespace stratgen
