// The API reference as prompts carry it: the text of <stratgen/strategy.hpp>, the same bytes that
// are compiled.
#pragma once

#include "runtime/base/result.hpp"

#include <filesystem>
#include <string_view>

namespace stratgen {

std::string_view api_header();

// All headers that are compiled, below `folder`: a debugger shows them.
Result<void> write_api_headers(const std::filesystem::path& folder);

}  // namespace stratgen
