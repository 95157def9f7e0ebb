#include "tools/cli/output_file.hpp"

#include <fmt/format.h>

namespace stratgen {

Result<std::filesystem::path> output_file(const std::string& name) {
  std::error_code ec;
  const std::filesystem::file_status status = std::filesystem::status(name, ec);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    return fail(Fault::Usage, fmt::format("{} is no file to write to; name a file", name));
  }
  const auto target = std::filesystem::weakly_canonical(name, ec);
  return ec ? std::filesystem::path(name) : target;
}

}  // namespace stratgen
