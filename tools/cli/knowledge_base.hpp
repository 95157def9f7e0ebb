// The documents of a knowledge base as stratgen knowledge shows them.
#pragma once

#include "runtime/base/result.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace stratgen {

enum class DocumentKind { Strategy, Supporting };
const char* to_string(DocumentKind kind);

struct ListedDocument {
  DocumentKind kind = DocumentKind::Strategy;
  std::string name;  // "momentum/sma-crossover"
  std::string category;
  std::string slug;
  std::filesystem::path path;
  std::string title;  // "" where the document cannot be read
  std::string text;
  std::size_t words = 0;              // of the body
  std::string symbol = {};            // that a strategy trades; "" where it is not expressible
  std::vector<std::string> concepts;  // of a strategy; the related ones of a supporting document
  std::string error = {};             // why it cannot be read
};

// Strategies first, by category and slug. A document that cannot be read is listed with its error.
Result<std::vector<ListedDocument>> read_knowledge_base(const std::filesystem::path& folder);

// The document called "slug", "category/slug" or "strategies/category/slug.md".
Result<ListedDocument> find_document(std::vector<ListedDocument> documents,
                                     const std::string& name);

}  // namespace stratgen
