#include "compiler/knowledge/knowledge_doc.hpp"

#include "compiler/knowledge/concept_text.hpp"
#include "compiler/knowledge/document_text.hpp"
#include "compiler/knowledge/front_matter.hpp"
#include "runtime/base/hash.hpp"
#include "runtime/base/text_position.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

// "strategies/<category>/<slug>.md", from the path below the knowledge folder.
Result<std::string> reference_of(const std::filesystem::path& knowledge_folder,
                                 const std::filesystem::path& path) {
  const std::filesystem::path below =
      path.lexically_normal().lexically_relative(knowledge_folder.lexically_normal());
  std::vector<std::string> parts;
  for (const auto& part : below) parts.push_back(part.string());
  if (parts.size() != 3 || parts[0] != "strategies" || !is_slug(parts[1]) ||
      below.extension() != ".md" || !is_slug(below.stem().string())) {
    return fail(Fault::Data,
                fmt::format("{}: a document must lie at {}/strategies/<category>/<slug>.md, in "
                            "lower-case letters, digits and hyphens; move or rename it",
                            path.string(), knowledge_folder.string()));
  }
  return below.generic_string();
}

}  // namespace

const std::vector<std::string>& strategy_headings() {
  static const std::vector<std::string> headings = {"Thesis",
                                                    "Mechanics",
                                                    "One-asset adaptation",
                                                    "Costs and weaknesses",
                                                    "What the literature reports",
                                                    "References"};
  return headings;
}

const std::vector<std::string>& known_timeframes() {
  static const std::vector<std::string> timeframes = {"1m", "5m", "15m", "1h", "4h", "1d", "1wk"};
  return timeframes;
}

bool is_identifier(std::string_view name) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return !name.empty() && name.size() <= 64 && is_letter(name[0]) &&
         std::all_of(name.begin(), name.end(), [&](char c) { return is_letter(c) || is_digit(c); });
}

Result<KnowledgeDoc> read_knowledge_doc(const std::filesystem::path& knowledge_folder,
                                        const std::filesystem::path& path) {
  STRATGEN_TRY(std::string reference, reference_of(knowledge_folder, path));
  STRATGEN_TRY(std::string text, read_document_text(path));
  const std::string file = path.string();
  STRATGEN_TRY(const DocumentParts parts, split_front_matter(text, file));
  STRATGEN_TRY(KnowledgeDoc doc, parse_front_matter(parts.yaml, file));
  STRATGEN_CHECK(read_sections(parts, strategy_headings(), file));

  const std::string folder = path.parent_path().filename().string();
  if (doc.category != folder) {
    const auto line = position_at(text, text.find("\ncategory:") + 1).line;
    return wrong_at(file, line,
                    fmt::format("category '{}' is not the folder's name '{}'; make them equal",
                                doc.category, folder));
  }
  const int concepts_line = position_at(text, text.find("\nconcepts:") + 1).line;
  STRATGEN_TRY(doc.concept_text, concept_text(knowledge_folder, doc.concepts,
                                              fmt::format("{}:{}", file, concepts_line)));
  doc.path = path;
  doc.reference = std::move(reference);
  doc.slug = path.stem().string();
  doc.hash = sha256(text);
  doc.text = std::move(text);
  return doc;
}

}  // namespace stratgen
