#include "runtime/market/adjustment.hpp"

#include <algorithm>
#include <array>

namespace stratgen {
namespace {

constexpr std::array<std::string_view, 4> names = {"unknown", "raw", "splits", "full"};

}  // namespace

std::string_view to_text(Adjustment adjustment) {
  return names[static_cast<std::size_t>(adjustment)];
}

std::optional<Adjustment> parse_adjustment(std::string_view text) {
  const auto found = std::find(names.begin(), names.end(), text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Adjustment>(found - names.begin());
}

}  // namespace stratgen
