// The API reference as prompts carry it: the text of <stratgen/strategy.hpp>, the same bytes that
// are compiled.
#pragma once

#include <string_view>

namespace stratgen {

std::string_view api_header();

}  // namespace stratgen
