#include "tools/cli/knowledge_base.hpp"

#include "compiler/knowledge/closest_name.hpp"
#include "compiler/knowledge/document_check.hpp"
#include "compiler/knowledge/document_list.hpp"
#include "compiler/knowledge/knowledge_doc.hpp"
#include "compiler/knowledge/supporting_doc.hpp"

#include <fmt/format.h>

namespace stratgen {
namespace {

namespace fs = std::filesystem;

ListedDocument listed(const fs::path& path, DocumentKind kind) {
  ListedDocument one{.kind = kind,
                     .name = "",
                     .category = path.parent_path().filename().string(),
                     .slug = path.stem().string(),
                     .path = path,
                     .title = "",
                     .text = "",
                     .concepts = {}};
  one.name = one.category + "/" + one.slug;
  return one;
}

ListedDocument read_strategy(const fs::path& folder, const fs::path& path) {
  ListedDocument one = listed(path, DocumentKind::Strategy);
  auto doc = read_knowledge_doc(folder, path);
  if (!doc) {
    one.error = doc.error().message;
    return one;
  }
  const bool expressible = doc->text.find("\nExpressible: ") != doc->text.npos;
  one.title = doc->title;
  one.symbol = expressible ? doc->universe.front() : "";
  one.concepts = std::move(doc->concepts);
  one.text = std::move(doc->text);
  one.words = body_words(one.text);
  return one;
}

ListedDocument read_supporting(const fs::path& folder, const fs::path& path) {
  ListedDocument one = listed(path, DocumentKind::Supporting);
  auto doc = read_supporting_doc(folder, path);
  if (!doc) {
    one.error = doc.error().message;
    return one;
  }
  one.title = doc->title;
  one.concepts = std::move(doc->related);
  one.text = std::move(doc->text);
  one.words = body_words(one.text);
  return one;
}

bool is_called(const ListedDocument& document, const std::string& name) {
  return name == document.slug || name == document.name || name == document.name + ".md" ||
         name == "strategies/" + document.name + ".md";
}

}  // namespace

const char* to_string(DocumentKind kind) {
  return kind == DocumentKind::Strategy ? "strategy" : "supporting";
}

Result<std::vector<ListedDocument>> read_knowledge_base(const fs::path& folder) {
  STRATGEN_TRY(const auto strategies, list_documents(folder, ""));
  STRATGEN_TRY(const auto supporting, list_supporting_documents(folder));
  std::vector<ListedDocument> documents;
  for (const fs::path& path : strategies) documents.push_back(read_strategy(folder, path));
  for (const fs::path& path : supporting) documents.push_back(read_supporting(folder, path));
  return documents;
}

Result<ListedDocument> find_document(std::vector<ListedDocument> documents,
                                     const std::string& name) {
  std::vector<ListedDocument*> found;
  std::vector<std::string> names;
  for (ListedDocument& document : documents) {
    if (is_called(document, name)) found.push_back(&document);
    names.push_back(document.slug);
    names.push_back(document.name);
  }
  if (found.size() > 1) {
    return fail(Fault::Usage, fmt::format("there are several {}: name {} or {}", name,
                                          found[0]->name, found[1]->name));
  }
  if (found.empty()) {
    return fail(Fault::Usage,
                fmt::format("there is no document {}{}; stratgen knowledge list shows all", name,
                            did_you_mean(name, names)));
  }
  if (!found[0]->error.empty()) return fail(Fault::Data, found[0]->error);
  return std::move(*found[0]);
}

}  // namespace stratgen
