// A text file compiled into the binary; see tools/cmake/EmbedText.cmake.
#pragma once

#include <span>
#include <string_view>

namespace stratgen {

struct EmbeddedFile {
  std::string_view path;
  std::string_view text;
};

}  // namespace stratgen
