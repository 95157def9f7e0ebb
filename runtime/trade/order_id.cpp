#include "runtime/trade/order_id.hpp"

#include "runtime/base/hash.hpp"
#include "runtime/trade/snapshot.hpp"

#include <fmt/format.h>

#include <charconv>

namespace stratgen {

std::string order_stem(const Decision& decision) {
  constexpr std::size_t digits = 20;
  const std::string text = fmt::format("{}\n{}\n{}\n{}\n{}", decision.account, decision.strategies,
                                       decision.symbol, to_string(decision.side), decision.bar);
  return std::string(our_prefix) + sha256(text).substr(0, digits);
}

std::string order_id(std::string_view stem, int n) { return fmt::format("{}-{}", stem, n); }

std::optional<int> order_number(std::string_view id, std::string_view stem) {
  if (!id.starts_with(stem) || id.size() < stem.size() + 2 || id[stem.size()] != '-')
    return std::nullopt;
  const std::string_view digits = id.substr(stem.size() + 1);
  int n = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
  if (error != std::errc() || end != digits.data() + digits.size() || n < 0) return std::nullopt;
  return n;
}

}  // namespace stratgen
