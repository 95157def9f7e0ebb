// The first layer: what can be refused by looking at characters and tokens, before clang's parser
// and preprocessor see the text. It is what keeps directives, pragmas and hidden spellings out of
// them.
#pragma once

#include "runtime/base/error.hpp"

#include <string_view>
#include <vector>

namespace stratgen {

// Findings in the order of their position; none means that the text may be parsed.
std::vector<Diagnostic> scan_source(std::string_view source, std::string_view file_name);

}  // namespace stratgen
