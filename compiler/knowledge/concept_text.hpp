// What prompts carry of the supporting documents that a strategy's document names.
#pragma once

#include "runtime/base/result.hpp"

#include <filesystem>
#include <span>
#include <string>

namespace stratgen {

// For all concepts of one document, in tokens of four characters each.
inline constexpr std::size_t concept_tokens = 1'500;

// Of each concept the section "In short"; then, in order, each section "In a strategy" that still
// fits into concept_tokens. "" without concepts. A concept that does not exist is an Error
// (Fault::Data) at `place`, the "file:line" that names it.
Result<std::string> concept_text(const std::filesystem::path& knowledge_folder,
                                 std::span<const std::string> concepts, const std::string& place);

}  // namespace stratgen
