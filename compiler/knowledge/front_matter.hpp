// The YAML at the top of a knowledge document.
#pragma once

#include "compiler/knowledge/knowledge_doc.hpp"
#include "compiler/knowledge/supporting_doc.hpp"

#include <string>
#include <string_view>

namespace stratgen {

// The fields of KnowledgeDoc that the front matter gives. `file` is for messages; `yaml` starts at
// the file's second line.
Result<KnowledgeDoc> parse_front_matter(std::string_view yaml, const std::string& file);

// The fields of SupportingDoc that the front matter gives.
Result<SupportingDoc> parse_supporting_front_matter(std::string_view yaml, const std::string& file);

}  // namespace stratgen
