#include "compiler/knowledge/document_form.hpp"

#include "compiler/knowledge/document_check.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace stratgen {
namespace {

constexpr int first_yaml_line = 2;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

// The key that a line of the front matter begins with, or "".
std::string_view key_of(std::string_view line) {
  const std::size_t colon = line.find(':');
  return colon == line.npos || line[0] == ' ' || line[0] == '#' ? "" : line.substr(0, colon);
}

}  // namespace

DocumentForm::DocumentForm(std::string file, std::string_view text,
                           std::span<const std::string> headings)
    : file_(std::move(file)), text_(text) {
  const auto parts = split_front_matter(text, file_);
  if (!parts) return;
  parts_ = *parts;
  if (auto sections = read_sections(parts_, headings, file_)) sections_ = std::move(*sections);
}

void DocumentForm::add(int line, std::string message) {
  findings_.push_back(
      {.rule = "", .file = file_, .line = line, .message = std::move(message), .hint = ""});
}

const Section& DocumentForm::section(std::string_view name) const {
  static const Section none;
  const auto found = std::find_if(sections_.begin(), sections_.end(),
                                  [&](const Section& section) { return section.name == name; });
  return found == sections_.end() ? none : *found;
}

int DocumentForm::line_of_key(std::string_view key) const {
  for (const auto& [number, line] : lines_of(parts_.yaml, first_yaml_line)) {
    if (key_of(line) == key) return number;
  }
  return first_yaml_line;
}

void DocumentForm::check_keys(std::span<const std::string> order,
                              std::span<const std::string> inline_lists) {
  std::vector<std::string> keys;
  for (const auto& [number, line] : lines_of(parts_.yaml, first_yaml_line)) {
    const std::string_view key = key_of(line);
    if (key.empty()) continue;
    keys.emplace_back(key);
    const bool listed =
        std::find(inline_lists.begin(), inline_lists.end(), key) != inline_lists.end();
    if (listed && line.find('[') == line.npos) {
      add(number, fmt::format("write the list on one line, as {}: [first, second]", key));
    }
  }
  if (keys != std::vector<std::string>(order.begin(), order.end())) {
    add(first_yaml_line,
        fmt::format("the front matter has the keys {}; they must be {}, in this order",
                    fmt::join(keys, ", "), fmt::join(order, ", ")));
  }
}

void DocumentForm::check_entries(std::string_view key, std::size_t entries) {
  std::size_t found = 0;
  bool inside = false;
  for (const auto& [number, line] : lines_of(parts_.yaml, first_yaml_line)) {
    if (!key_of(line).empty()) inside = key_of(line) == key;
    if (inside && line.starts_with("  - {") && line.ends_with("}")) ++found;
  }
  if (found == entries) return;
  add(line_of_key(key),
      fmt::format("'{}' has {} entries on {} lines; write each on a line of its own, as "
                  "'  - {{...}}'",
                  key, entries, found));
}

void DocumentForm::check_words(std::size_t least, std::size_t most) {
  const std::size_t words = words_in(parts_.body);
  if (words >= least && words <= most) return;
  add(parts_.body_line,
      fmt::format("{} words after the front matter; write {} to {}", words, least, most));
}

void DocumentForm::check_lines() {
  const int references = section("References").line;
  for (const auto& [number, line] : lines_of(text_, 1)) {
    const bool one_line_each =
        number < parts_.body_line || number > references || line.starts_with("Not expressible: ");
    const std::size_t width = characters_in(line);
    if (width > document_columns && !one_line_each) {
      add(number, fmt::format("the line has {} characters; break it before {}", width,
                              document_columns + 1));
    }
    if (line.find('\t') != line.npos) add(number, "a tab; write spaces");
    if (line.ends_with(' ')) add(number, "a space at the end of the line; remove it");
  }
}

void DocumentForm::check_references(const std::vector<Source>& sources) {
  const Section& references = section("References");
  const std::vector<Bullet> bullets = bullets_of(references.text, references.line + 1);
  if (bullets.size() != sources.size()) {
    add(references.line, fmt::format("{} references for {} sources; write one bullet for each",
                                     bullets.size(), sources.size()));
    return;
  }
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const Source& source = sources[i];
    const std::string& text = bullets[i].text;
    const std::string doi = source.doi.value_or("");
    const auto lacks = [&](std::string_view part) { return text.find(part) == text.npos; };
    if (lacks(source.title) || lacks(fmt::format("({})", source.year)) || lacks(doi)) {
      add(bullets[i].line,
          fmt::format("this reference is not source {}, {} ({}); give authors, year, title, "
                      "venue and DOI as the front matter has them",
                      i + 1, source.title, source.year));
    }
  }
}

void DocumentForm::check_quotable() {
  constexpr std::array<std::string_view, 5> tags = {"</document>", "</concepts>", "</spec>",
                                                    "</program>", "</failure>"};
  for (const auto& [number, line] : lines_of(text_, 1)) {
    for (const std::string_view tag : tags) {
      if (line.find(tag) == line.npos) continue;
      add(number,
          fmt::format("'{}' would end a quotation in a prompt; write it without brackets", tag));
    }
  }
}

std::size_t words_in(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    words += !is_space(c) && !inside ? 1 : 0;
    inside = !is_space(c);
  }
  return words;
}

std::vector<NumberedLine> lines_of(std::string_view text, int first) {
  std::vector<NumberedLine> lines;
  while (!text.empty()) lines.push_back({first++, take_line(text)});
  return lines;
}

std::vector<Bullet> bullets_of(std::string_view text, int first) {
  std::vector<Bullet> bullets;
  bool open = false;
  for (const auto& [number, line] : lines_of(text, first)) {
    const bool begins = line.starts_with("- ");
    const bool goes_on = open && line.starts_with("  ");
    if (begins) bullets.push_back({number, std::string(line.substr(2))});
    if (goes_on) bullets.back().text += line.substr(1);
    open = begins || goes_on;
  }
  return bullets;
}

bool has_identifier(std::string_view text, std::string_view name) {
  const auto is_part = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
  };
  for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || !is_part(text[at - 1])) && (end == text.size() || !is_part(text[end])))
      return true;
  }
  return false;
}

std::size_t body_words(std::string_view text) {
  const auto parts = split_front_matter(text, "");
  return parts ? words_in(parts->body) : 0;
}

}  // namespace stratgen
