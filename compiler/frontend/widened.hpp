// Private to compiler/frontend: `c ? close * 0.97 : 0` as it is meant. C++ makes it an int, because
// a struct can become an int and an int no struct.
#pragma once

#include "runtime/base/error.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

struct Widened {
  std::string source;                // lines stay as they are
  std::vector<Diagnostic> warnings;  // where it differs: clang alone makes other code of the source
};

// `source` with a fraction behind the decimal literals that begin at these offsets; nothing if it
// is refused for something else as well, or one of them cannot have a fraction.
std::optional<Widened> widened(std::string_view source, std::vector<unsigned> literals,
                               const std::vector<Diagnostic>& errors);

}  // namespace stratgen
