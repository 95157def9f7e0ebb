// Holds documents against the format that knowledge/README.md fixes. The readers refuse what a
// program could not use; this finds all the rest, everything at once.
#pragma once

#include "runtime/base/result.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace stratgen {

// How many words the body has, and the parts that have a limit.
inline constexpr std::size_t strategy_words[] = {400, 900};
inline constexpr std::size_t supporting_words[] = {300, 700};
inline constexpr std::size_t in_short_words = 80;
inline constexpr std::size_t document_columns = 128;

// Findings have `file` and `line`, and no rule. What the reader refuses is one finding, and then
// the only one.
std::vector<Diagnostic> check_strategy_document(const std::filesystem::path& knowledge_folder,
                                                const std::filesystem::path& path);
std::vector<Diagnostic> check_supporting_document(const std::filesystem::path& knowledge_folder,
                                                  const std::filesystem::path& path);

struct BaseCheck {
  std::map<std::string, std::size_t> strategies;  // documents by category
  std::map<std::string, std::size_t> supporting;
  std::vector<Diagnostic> findings;
};

// All documents of a knowledge base, and what must hold between them.
Result<BaseCheck> check_knowledge_base(const std::filesystem::path& knowledge_folder);

// What stands after the front matter, counted at white space.
std::size_t body_words(std::string_view text);

}  // namespace stratgen
