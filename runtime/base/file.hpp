// Whole files, read and written. A write goes beside the target and is renamed over it, so a reader
// sees the old file or the new one and a kill leaves no half.
#pragma once

#include "runtime/base/result.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace stratgen {

Result<std::string> read_file(const std::filesystem::path& path);
Result<void> write_file(const std::filesystem::path& path, std::string_view content);

}  // namespace stratgen
