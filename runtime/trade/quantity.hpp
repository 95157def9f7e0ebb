// Quantity: shares or coins as brokers count them: exact, in steps of 1e-9, signed.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stratgen {

// Up to 9.2e9 shares either way.
struct Quantity {
  std::int64_t nano = 0;

  constexpr auto operator<=>(const Quantity&) const = default;
  constexpr Quantity operator+(Quantity other) const { return {nano + other.nano}; }
  constexpr Quantity operator-(Quantity other) const { return {nano - other.nano}; }
  constexpr Quantity operator-() const { return {-nano}; }
  constexpr Quantity& operator+=(Quantity other) { return *this = *this + other; }
  constexpr Quantity& operator-=(Quantity other) { return *this = *this - other; }
};

constexpr Quantity shares(std::int64_t whole) { return {whole * 1'000'000'000}; }
constexpr Quantity magnitude(Quantity quantity) { return quantity.nano < 0 ? -quantity : quantity; }
constexpr bool is_whole(Quantity quantity) { return quantity.nano % 1'000'000'000 == 0; }
constexpr double to_double(Quantity quantity) { return double(quantity.nano) / 1e9; }

// Towards zero, to a multiple of `step` (> 0).
constexpr Quantity rounded_down(Quantity quantity, Quantity step) {
  return {quantity.nano / step.nano * step.nano};
}

// Towards zero. Nothing where it is not finite or too large.
std::optional<Quantity> quantity_of(double shares);

// "12", "-0.5", "0.000000001"; more than nine decimals only if they are zeros. Nothing for all
// else.
std::optional<Quantity> parse_quantity(std::string_view text);
std::string to_text(Quantity quantity);  // without trailing zeros; reads back to the same

}  // namespace stratgen
