// Private to compiler/frontend: the language that a strategy is compiled as.
#pragma once

#include <string>
#include <vector>

namespace stratgen {

inline const std::string header_folder = "/stratgen/include";
inline const std::string source_path = "/stratgen/strategy.cpp";

// For cc1, the same for every source.
const std::vector<std::string>& compiler_arguments();

}  // namespace stratgen
