#include "compiler/inspect/readable_names.hpp"

#include <llvm/Demangle/Demangle.h>

namespace stratgen {

namespace {

void erase_all(std::string& text, std::string_view part) {
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at))
    text.erase(at, part.size());
}

}  // namespace

std::string readable_name(std::string_view symbol) {
  if (!symbol.starts_with("_Z")) return std::string(symbol);
  std::string name = llvm::demangle(symbol);
  for (const std::string_view each : {"stratgen::", "v1::", "detail::", "abi::"})
    erase_all(name, each);
  return name;
}

}  // namespace stratgen
