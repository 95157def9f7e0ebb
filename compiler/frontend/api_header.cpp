#include "compiler/frontend/api_header.hpp"

#include "embedded/contract_headers.hpp"
#include "runtime/base/file.hpp"

namespace stratgen {

std::string_view api_header() {
  for (const EmbeddedFile& file : contract_headers()) {
    if (file.path == "stratgen/strategy.hpp") return file.text;
  }
  return {};
}

Result<void> write_api_headers(const std::filesystem::path& folder) {
  for (const EmbeddedFile& file : contract_headers())
    STRATGEN_CHECK(write_file(folder / file.path, file.text));
  return {};
}

}  // namespace stratgen
