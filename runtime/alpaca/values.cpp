#include "runtime/alpaca/values.hpp"

#include "runtime/fetch/answers.hpp"
#include "runtime/http/foreign_text.hpp"
#include "runtime/market/stamp.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace stratgen {
namespace {

using nlohmann::json;

constexpr std::string_view digits = "0123456789";
constexpr std::size_t decimals = 9;

}  // namespace

std::optional<Quantity> quantity_at(const json& object, std::string_view name) {
  const json& value = value_at(object, name);
  if (value.is_number()) return parse_quantity(fmt::format("{:.9f}", value.get<double>()));
  if (!value.is_string()) return std::nullopt;
  std::string_view text = value.get_ref<const std::string&>();
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::size_t kept = std::min(point + 1 + decimals, text.size());
  if (text.find_first_not_of(digits, kept) != text.npos) return std::nullopt;
  return parse_quantity(text.substr(0, kept));
}

std::optional<OrderSide> side_at(const json& object) {
  const std::string side = text_at(object, "side");
  if (side == "buy") return OrderSide::Buy;
  if (side == "sell" || side == "sell_short") return OrderSide::Sell;
  return std::nullopt;
}

std::optional<double> amount_at(const json& object, std::string_view name) {
  const double amount = number_of(value_at(object, name));
  return std::isfinite(amount) ? std::optional(amount) : std::nullopt;
}

std::optional<std::int64_t> time_at(const json& object, std::string_view name) {
  std::string text = text_at(object, name);
  if (const std::size_t point = text.find('.'); point != text.npos) {
    const std::size_t zone = std::min(text.find_first_not_of(digits, point + 1), text.size());
    text.erase(point, zone - point);
  }
  const auto stamp = parse_stamp(text);
  if (!stamp || !stamp->has_zone) return std::nullopt;
  return stamp->seconds;
}

bool flag_at(const json& object, std::string_view name) {
  const json& value = value_at(object, name);
  return value == true || value == "true";
}

bool has_value(const json& object, std::string_view name) {
  return !value_at(object, name).is_null();
}

std::string word_at(const json& object, std::string_view name) {
  return foreign_text(text_at(object, name), "");
}

}  // namespace stratgen
