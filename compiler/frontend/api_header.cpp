#include "compiler/frontend/api_header.hpp"

#include "embedded/contract_headers.hpp"

namespace stratgen {

std::string_view api_header() {
  for (const EmbeddedFile& file : contract_headers()) {
    if (file.path == "stratgen/strategy.hpp") return file.text;
  }
  return {};
}

}  // namespace stratgen
