// A supporting document: one subject that strategies build on. It holds no trading rule; prompts
// carry parts of it (concept_text.hpp).
#pragma once

#include "compiler/knowledge/knowledge_doc.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

struct SupportingDoc {
  std::filesystem::path path;  // as opened
  std::string name;            // "trading-concepts/moving-averages"
  std::string category;        // the folder's name
  std::string title;
  std::vector<Source> sources;       // none where the document describes stratgen itself
  std::vector<std::string> related;  // other supporting documents, as "category/slug"
  std::string text;                  // the whole file
};

// The headings of the body, in order.
const std::vector<std::string>& supporting_headings();

// "category/slug".
bool is_document_name(std::string_view name);

// <knowledge_folder>/<category>/<slug>.md of "category/slug".
std::filesystem::path supporting_path(const std::filesystem::path& knowledge_folder,
                                      std::string_view name);

// Reads and checks <knowledge_folder>/<category>/<slug>.md. Errors are those of
// read_knowledge_doc().
Result<SupportingDoc> read_supporting_doc(const std::filesystem::path& knowledge_folder,
                                          const std::filesystem::path& path);

}  // namespace stratgen
