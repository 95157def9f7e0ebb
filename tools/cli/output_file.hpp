// Where a command writes what it was asked to write.
#pragma once

#include "runtime/base/result.hpp"

#include <filesystem>
#include <string>

namespace stratgen {

// Where `name` leads to. A device or a pipe is an Error (Fault::Usage): it is not to be replaced by
// a file.
Result<std::filesystem::path> output_file(const std::string& name);

}  // namespace stratgen
