#include "compiler/knowledge/concept_text.hpp"

#include "compiler/knowledge/document_text.hpp"
#include "compiler/knowledge/supporting_doc.hpp"

#include <fmt/format.h>

#include <vector>

namespace stratgen {
namespace {

constexpr std::size_t characters_a_token = 4;

struct Concept {
  std::string in_short;
  std::string in_a_strategy;
};

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \r\n") - first + 1);
}

Result<Concept> read_concept(const std::filesystem::path& path, const std::string& name) {
  const std::string file = path.string();
  STRATGEN_TRY(const std::string text, read_document_text(path));
  STRATGEN_TRY(const DocumentParts parts, split_front_matter(text, file));
  STRATGEN_TRY(const auto sections, read_sections(parts, supporting_headings(), file));
  return Concept{fmt::format("{}\n\n{}\n", name, trimmed(sections[0].text)),
                 fmt::format("\n{}\n", trimmed(sections[2].text))};
}

}  // namespace

Result<std::string> concept_text(const std::filesystem::path& knowledge_folder,
                                 std::span<const std::string> concepts, const std::string& place) {
  std::vector<Concept> read;
  std::size_t characters = 0;
  for (const std::string& name : concepts) {
    const std::filesystem::path path = supporting_path(knowledge_folder, name);
    std::error_code ec;
    if (!std::filesystem::is_regular_file(path, ec)) {
      return fail(Fault::Data,
                  fmt::format("{}: the concept {} is not in the knowledge base; write {}, or take "
                              "it out of 'concepts'",
                              place, name, path.string()));
    }
    STRATGEN_TRY(Concept one, read_concept(path, name));
    characters += one.in_short.size();
    read.push_back(std::move(one));
  }
  std::string text;
  for (const Concept& one : read) {
    if (!text.empty()) text += '\n';
    text += one.in_short;
    characters += one.in_a_strategy.size();
    if (characters <= concept_tokens * characters_a_token) {
      text += one.in_a_strategy;
    } else {
      characters -= one.in_a_strategy.size();
    }
  }
  return text;
}

}  // namespace stratgen
