#include "compiler/knowledge/supporting_doc.hpp"

#include "compiler/knowledge/document_text.hpp"
#include "compiler/knowledge/front_matter.hpp"
#include "runtime/base/text_position.hpp"

#include <fmt/format.h>

namespace stratgen {

const std::vector<std::string>& supporting_headings() {
  static const std::vector<std::string> headings = {"In short", "Explained", "In a strategy",
                                                    "Pitfalls", "References"};
  return headings;
}

bool is_document_name(std::string_view name) {
  const std::size_t slash = name.find('/');
  return slash != name.npos && is_slug(name.substr(0, slash)) && is_slug(name.substr(slash + 1));
}

std::filesystem::path supporting_path(const std::filesystem::path& knowledge_folder,
                                      std::string_view name) {
  return knowledge_folder / (std::string(name) + ".md");
}

Result<SupportingDoc> read_supporting_doc(const std::filesystem::path& knowledge_folder,
                                          const std::filesystem::path& path) {
  const std::string file = path.string();
  const std::filesystem::path below =
      path.lexically_normal().lexically_relative(knowledge_folder.lexically_normal());
  const std::string name = (below.parent_path() / below.stem()).generic_string();
  if (!is_document_name(name) || below.extension() != ".md") {
    return fail(Fault::Data,
                fmt::format("{}: a supporting document must lie at {}/<category>/<slug>.md, in "
                            "lower-case letters, digits and hyphens; move or rename it",
                            file, knowledge_folder.string()));
  }
  STRATGEN_TRY(std::string text, read_document_text(path));
  STRATGEN_TRY(const DocumentParts parts, split_front_matter(text, file));
  STRATGEN_TRY(SupportingDoc doc, parse_supporting_front_matter(parts.yaml, file));
  STRATGEN_CHECK(read_sections(parts, supporting_headings(), file));
  const std::string folder = below.parent_path().string();
  if (doc.category != folder) {
    return wrong_at(file, position_at(text, text.find("\ncategory:") + 1).line,
                    fmt::format("category '{}' is not the folder's name '{}'; make them equal",
                                doc.category, folder));
  }
  doc.path = path;
  doc.name = name;
  doc.text = std::move(text);
  return doc;
}

}  // namespace stratgen
