// Where in a text something is wrong, as a person counts: lines and columns from 1, columns in
// bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace stratgen {

struct TextPosition {
  int line = 1;
  int column = 1;
};

TextPosition position_at(std::string_view text, std::size_t offset);

// Up to 24 characters on either side of `offset`, on its line; control characters and
// bytes that are not UTF-8 are written as \x1f, so the excerpt can go into any message.
std::string excerpt_at(std::string_view text, std::size_t offset);

// Offset of the first byte that is NUL or not part of well-formed UTF-8 (Unicode 15, table 3-7).
std::optional<std::size_t> first_bad_byte(std::string_view text);

}  // namespace stratgen
