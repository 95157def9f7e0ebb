// From a place in machine code back to the strategy's text.
#pragma once

#include "runtime/base/result.hpp"

#include <cstddef>
#include <string_view>

namespace stratgen {

// The line whose code made the call that returns to `offset` bytes after stratgen_run, as seen from
// the strategy's own text: a check inside the API counts for the line that used the API. 0 if no
// line of the strategy did, such as in the loop over the bars. `object` was compiled with
// DebugInfo::Lines; the code that ran may be of the same source without them.
Result<int> source_line(std::string_view object, std::ptrdiff_t offset);

}  // namespace stratgen
