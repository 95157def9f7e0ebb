#include "compiler/frontend/text_place.hpp"

#include <algorithm>

namespace stratgen {

TextPlace text_place(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.rfind('\n') + 1;  // 0 without one
  return {static_cast<int>(lines) + 1, static_cast<int>(before.size() - start) + 1};
}

}  // namespace stratgen
