// Lines of a text.
#pragma once

#include <string_view>

namespace stratgen {

// Line `line`, counted from 1, without its end; empty if there is none.
std::string_view text_line(std::string_view text, int line);

// Without the space around it.
std::string_view trimmed(std::string_view text);

}  // namespace stratgen
