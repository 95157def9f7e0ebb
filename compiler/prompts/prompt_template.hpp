// A prompt's template: Markdown with a part "# System", a part "# User" after it, and
// {{placeholders}}.
#pragma once

#include "runtime/base/result.hpp"

#include <map>
#include <string>
#include <string_view>

namespace stratgen {

struct Prompt {
  std::string system;
  std::string user;
};

// Fills each {{name}} with the value of that name, in one pass: what stands in a value is never
// taken for a placeholder or a heading. A placeholder without a value, a value without a
// placeholder and a missing part are Errors (Fault::Internal: templates are part of the program).
Result<Prompt> fill_template(std::string_view text,
                             const std::map<std::string, std::string_view, std::less<>>& values);

}  // namespace stratgen
