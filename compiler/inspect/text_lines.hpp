// Private to compiler/inspect.
#pragma once

#include <string_view>

namespace stratgen {

// Line `line`, counted from 1, without its end; empty if there is none.
std::string_view text_line(std::string_view text, int line);

}  // namespace stratgen
