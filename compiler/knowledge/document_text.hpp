// The form that all documents share: YAML between two lines of dashes, then text under headings.
#pragma once

#include "runtime/base/result.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

struct DocumentParts {
  std::string_view yaml;
  std::string_view body;
  int body_line = 0;  // the line of the file at which the body starts
};

// What stands under one "## " heading.
struct Section {
  std::string_view name;
  int line = 0;           // of the heading
  std::string_view text;  // up to the next one
};

// Takes the next line off the front of `rest`, without its end.
std::string_view take_line(std::string_view& rest);

// The error "file:line: message", Fault::Data.
tl::unexpected<Error> wrong_at(const std::string& file, int line, std::string_view message);

// The file, which must be UTF-8.
Result<std::string> read_document_text(const std::filesystem::path& path);

Result<DocumentParts> split_front_matter(std::string_view text, const std::string& file);

// The sections of the body: the `required` headings, each once, in order, with text below. What
// stands in code fences is no heading.
Result<std::vector<Section>> read_sections(const DocumentParts& parts,
                                           std::span<const std::string> required,
                                           const std::string& file);

// Lower-case letters, digits and hyphens: what documents and their folders are called.
bool is_slug(std::string_view name);

}  // namespace stratgen
