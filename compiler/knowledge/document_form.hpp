// The form of one document's text: what both kinds of documents have to keep.
#pragma once

#include "compiler/knowledge/document_text.hpp"
#include "compiler/knowledge/knowledge_doc.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

// Collects what is wrong with one document.
class DocumentForm {
 public:
  // `text` has been read by one of the readers, and outlives this.
  DocumentForm(std::string file, std::string_view text, std::span<const std::string> headings);

  void add(int line, std::string message);

  // The section of that name; the reader has seen to it that it exists.
  const Section& section(std::string_view name) const;
  // The line of the front matter that begins with "key:".
  int line_of_key(std::string_view key) const;

  // The keys of the front matter stand in this order; those of `inline_lists` are in flow style.
  void check_keys(std::span<const std::string> order, std::span<const std::string> inline_lists);
  // Each entry of the list `key` takes one line.
  void check_entries(std::string_view key, std::size_t entries);
  void check_words(std::size_t least, std::size_t most);
  // Lines that are too long, tabs, and spaces at the end. What takes one line each may be long.
  void check_lines();
  // One bullet for each source, in the same order.
  void check_references(const std::vector<Source>& sources);
  // The lines that are quoted in prompts do not end the quotation.
  void check_quotable();

  std::vector<Diagnostic> take() { return std::move(findings_); }

 private:
  std::string file_;
  std::string_view text_;
  DocumentParts parts_;
  std::vector<Section> sections_;
  std::vector<Diagnostic> findings_;
};

// The lines of a text, numbered from `first`.
struct NumberedLine {
  int number = 0;
  std::string_view text;
};
std::vector<NumberedLine> lines_of(std::string_view text, int first);

// The bullets ("- ") of a text, each with the lines that continue it.
struct Bullet {
  int line = 0;
  std::string text;
};
std::vector<Bullet> bullets_of(std::string_view text, int first);

std::size_t words_in(std::string_view text);

// Whether `name` stands in `text` as a whole identifier.
bool has_identifier(std::string_view text, std::string_view name);

}  // namespace stratgen
