#include "runtime/sweep/param_axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

namespace stratgen {
namespace {

constexpr std::int64_t exact = std::int64_t{1} << 53;  // whole numbers up to it are doubles
constexpr int most_decimals = 22;                      // so are powers of ten up to 10^22

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// A decimal number as written: digits / 10^decimals.
struct Decimal {
  std::int64_t digits = 0;
  int decimals = 0;
};

std::optional<Decimal> shifted(Decimal number, int decimals) {
  for (; number.decimals < decimals; ++number.decimals) {
    if (__builtin_mul_overflow(number.digits, 10, &number.digits)) return std::nullopt;
  }
  return number;
}

// `text` is a number as from_chars takes it. None where it has more digits than a double holds.
std::optional<Decimal> to_decimal(std::string_view text) {
  const std::size_t e = text.find_first_of("eE");
  int exponent = 0;
  if (e != std::string_view::npos) {
    const bool plus = text[e + 1] == '+';
    const char* const from = text.data() + e + (plus ? 2 : 1);
    if (std::from_chars(from, text.data() + text.size(), exponent).ec != std::errc{})
      return std::nullopt;
  }
  Decimal number{0, -exponent};
  bool fraction = false, negative = false;
  for (const char c : text.substr(0, e)) {
    if (c == '-') {
      negative = true;
    } else if (c == '.') {
      fraction = true;
    } else {
      if (__builtin_mul_overflow(number.digits, 10, &number.digits) ||
          __builtin_add_overflow(number.digits, c - '0', &number.digits))
        return std::nullopt;
      number.decimals += fraction;
    }
  }
  if (negative) number.digits = -number.digits;
  if (number.digits == 0) return Decimal{};
  for (; number.decimals > 0 && number.digits % 10 == 0; --number.decimals) number.digits /= 10;
  if (number.decimals > most_decimals) return std::nullopt;
  return shifted(number, 0);
}

tl::unexpected<Error> refuse(const std::string& strategy, const ParamDeclaration& declaration,
                             std::string_view text, std::string_view what) {
  return fail(Fault::Usage, fmt::format("{}: parameter {} is \"{}\": {}", strategy,
                                        declaration.name, text, what));
}

struct Range {
  Decimal min, max, step;  // of the same number of decimals
};

std::optional<Range> to_range(const std::vector<std::string>& parts) {
  std::array<Decimal, 3> numbers;
  int decimals = 0;
  for (std::size_t k = 0; k < 3; ++k) {
    const auto number = to_decimal(parts[k]);
    if (!number) return std::nullopt;
    numbers[k] = *number;
    decimals = std::max(decimals, number->decimals);
  }
  for (Decimal& number : numbers) {
    const auto scaled = shifted(number, decimals);
    if (!scaled || scaled->digits > exact || scaled->digits < -exact) return std::nullopt;
    number = *scaled;
  }
  return Range{numbers[0], numbers[1], numbers[2]};
}

Result<ParamAxis> parse_range(const std::string& strategy, const ParamDeclaration& declaration,
                              const std::string& text) {
  const std::vector<std::string> parts = split(text, ':');
  if (declaration.kind == abi::ParamKind::Bool)
    return refuse(strategy, declaration, text, "it can be true, false, or true,false");
  if (parts.size() != 3)
    return refuse(strategy, declaration, text, "a range is written min:max:step");
  ParamDeclaration unbound = declaration;  // max need not be hit, and a step is no value
  unbound.range.reset();
  for (const std::string& part : parts) STRATGEN_CHECK(parse_param(strategy, unbound, part));
  const std::optional<Range> range = to_range(parts);
  if (!range) {
    return refuse(strategy, declaration, text,
                  "a range holds numbers of up to 15 digits; write a list, name=a,b,c");
  }
  const auto& [min, max, step] = *range;
  if (step.digits <= 0)
    return refuse(strategy, declaration, text, "the step of min:max:step must be above 0");
  if (min.digits > max.digits)
    return refuse(strategy, declaration, text, "the min of min:max:step must not be above its max");

  ParamAxis axis;
  axis.first = min.digits;
  axis.step = step.digits;
  for (int k = 0; k < min.decimals; ++k) axis.scale *= 10;
  axis.count = static_cast<std::uint64_t>((max.digits - min.digits) / step.digits) + 1;
  for (const std::uint64_t end : {std::uint64_t{0}, axis.count - 1})
    STRATGEN_CHECK(parse_param(strategy, declaration, param_text(declaration, axis.value(end))));
  return axis;
}

Result<ParamAxis> parse_list(const std::string& strategy, const ParamDeclaration& declaration,
                             const std::string& text) {
  ParamAxis axis;
  std::set<double> seen;
  for (const std::string& item : split(text, ',')) {
    STRATGEN_TRY(const double value, parse_param(strategy, declaration, item));
    if (!seen.insert(value).second)
      return refuse(strategy, declaration, text, fmt::format("it has {} twice", item));
    axis.list.push_back(value);
  }
  axis.count = axis.list.size();
  return axis;
}

}  // namespace

Result<ParamAxis> parse_axis(const std::string& strategy,
                             std::span<const ParamDeclaration> declared, std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) {
    return fail(Fault::Usage,
                fmt::format("{}: \"{}\" gives no parameter a value; write name=min:max:step, "
                            "name=a,b,c or name=value",
                            strategy, text));
  }
  STRATGEN_TRY(const std::size_t param, find_param(strategy, declared, text.substr(0, equals)));
  const std::string values(text.substr(equals + 1));
  const bool range = values.find(':') != std::string::npos;
  STRATGEN_TRY(ParamAxis axis,
               (range ? parse_range : parse_list)(strategy, declared[param], values));
  axis.param = param;
  return axis;
}

Result<ParamAxis> declared_axis(const std::string& strategy,
                                std::span<const ParamDeclaration> declared, std::size_t param) {
  const ParamDeclaration& declaration = declared[param];
  const auto& [min, max, step] = declaration.range.value();
  return parse_axis(strategy, declared,
                    fmt::format("{}={}:{}:{}", declaration.name, min, max, step));
}

}  // namespace stratgen
