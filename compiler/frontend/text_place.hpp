// Where an offset into a source lies, as diagnostics count.
#pragma once

#include <cstddef>
#include <string_view>

namespace stratgen {

struct TextPlace {
  int line = 1;
  int column = 1;  // in bytes
};

TextPlace text_place(std::string_view text, std::size_t offset);

}  // namespace stratgen
