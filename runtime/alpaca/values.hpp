// Values of Alpaca's answers. Numbers come as strings, or as numbers all the same; what is missing
// is null or not there.
#pragma once

#include "runtime/trade/brokerage.hpp"

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace stratgen {

// What an answer says, or why it cannot be read: "an order without an id".
template <class T>
using Told = tl::expected<T, std::string>;

inline tl::unexpected<std::string> unreadable(std::string why) {
  return tl::unexpected(std::move(why));
}

// Towards zero, where it has more than nine decimals.
std::optional<Quantity> quantity_at(const nlohmann::json& object, std::string_view name);

// Fills of a short sale say "sell_short".
std::optional<OrderSide> side_at(const nlohmann::json& object);

// Finite, or nothing.
std::optional<double> amount_at(const nlohmann::json& object, std::string_view name);

// Seconds since 1970, UTC, of "2025-06-24T14:15:22.337711497-04:00".
std::optional<std::int64_t> time_at(const nlohmann::json& object, std::string_view name);

// true, or "true".
bool flag_at(const nlohmann::json& object, std::string_view name);

bool has_value(const nlohmann::json& object, std::string_view name);

// On one line and short, as words of others are shown; "" where there is no text.
std::string word_at(const nlohmann::json& object, std::string_view name);

}  // namespace stratgen
