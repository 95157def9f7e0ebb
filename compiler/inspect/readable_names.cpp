#include "compiler/inspect/readable_names.hpp"

#include <llvm/Demangle/Demangle.h>

#include <cstdlib>

namespace stratgen {

namespace {

using Part = char* (llvm::ItaniumPartialDemangler::*)(char*, std::size_t*) const;

// A part of a function's name; empty if `symbol` is none.
std::string part(std::string_view symbol, Part which) {
  const std::string mangled(symbol);  // the demangler keeps pointers into it
  llvm::ItaniumPartialDemangler demangler;
  if (demangler.partialDemangle(mangled.c_str()) || !demangler.isFunction()) return {};
  char* const characters = (demangler.*which)(nullptr, nullptr);
  std::string text = characters ? characters : "";
  std::free(
      characters);  // NOLINT(cppcoreguidelines-no-malloc): the demangler allocates with malloc
  for (const std::string_view each : {"stratgen::", "v1::", "detail::", "abi::"})
    for (std::size_t at = text.find(each); at != text.npos; at = text.find(each, at))
      text.erase(at, each.size());
  return text;
}

}  // namespace

std::string signature(std::string_view symbol) {
  const std::string name = part(symbol, &llvm::ItaniumPartialDemangler::getFunctionName);
  if (name.empty()) return std::string(symbol);
  return name + part(symbol, &llvm::ItaniumPartialDemangler::getFunctionParameters);
}

std::string call_name(std::string_view symbol) {
  const std::string name = part(symbol, &llvm::ItaniumPartialDemangler::getFunctionName);
  return name.empty() ? std::string(symbol) : name + "()";
}

std::string base_name(std::string_view symbol) {
  const std::string name = part(symbol, &llvm::ItaniumPartialDemangler::getFunctionBaseName);
  return name.empty() ? std::string(symbol) : name;
}

}  // namespace stratgen
