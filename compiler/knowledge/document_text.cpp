#include "compiler/knowledge/document_text.hpp"

#include "compiler/knowledge/closest_name.hpp"
#include "runtime/base/file.hpp"
#include "runtime/base/text_position.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace stratgen {
namespace {

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == line.npos; }

class SectionReader {
 public:
  SectionReader(const std::string& file, int first_line, std::span<const std::string> required)
      : file_(file), line_(first_line), required_(required) {}

  Result<std::vector<Section>> read(std::string_view body) {
    while (!body.empty()) {
      const std::string_view line = take_line(body);
      if (line.starts_with("```")) in_fence_ = !in_fence_;
      if (!in_fence_ && line.starts_with("## ")) {
        STRATGEN_CHECK(heading(line.substr(3)));
        sections_.push_back({line.substr(3), line_, body.substr(0, 0)});
      } else if (!sections_.empty()) {
        std::string_view& text = sections_.back().text;
        text = {text.data(), static_cast<std::size_t>(body.data() - text.data())};
      }
      ++line_;
    }
    STRATGEN_CHECK(end_section());
    if (sections_.size() == required_.size()) return std::move(sections_);
    return wrong_at(
        file_, line_,
        fmt::format("the heading '## {}' is missing; add it", required_[sections_.size()]));
  }

 private:
  Result<void> heading(std::string_view name) const {
    STRATGEN_CHECK(end_section());
    const auto place = std::find(required_.begin(), required_.end(), name);
    if (place == required_.end()) {
      return wrong_at(file_, line_,
                      fmt::format("'## {}' is not one of the document's headings{}", name,
                                  did_you_mean(name, required_)));
    }
    const auto index = static_cast<std::size_t>(place - required_.begin());
    if (index < sections_.size()) {
      return wrong_at(file_, line_,
                      fmt::format("the heading '## {}' comes twice or too late; the "
                                  "order is {}, each once",
                                  name, fmt::join(required_, ", ")));
    }
    if (index > sections_.size()) {
      return wrong_at(file_, line_,
                      fmt::format("the heading '## {}' is missing before '## {}'; add it",
                                  required_[sections_.size()], name));
    }
    return {};
  }

  Result<void> end_section() const {
    if (sections_.empty()) return {};
    std::string_view rest = sections_.back().text;
    while (!rest.empty()) {
      if (!is_blank(take_line(rest))) return {};
    }
    return wrong_at(file_, sections_.back().line,
                    fmt::format("the section '{}' is empty; write it", sections_.back().name));
  }

  const std::string& file_;
  int line_;
  std::span<const std::string> required_;
  bool in_fence_ = false;
  std::vector<Section> sections_;
};

}  // namespace

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

tl::unexpected<Error> wrong_at(const std::string& file, int line, std::string_view message) {
  return fail(Fault::Data, fmt::format("{}:{}: {}", file, line, message));
}

Result<std::string> read_document_text(const std::filesystem::path& path) {
  STRATGEN_TRY(std::string text, read_file(path));
  if (const auto bad = first_bad_byte(text)) {
    return wrong_at(path.string(), position_at(text, *bad).line,
                    "the line is not UTF-8 text; save it as UTF-8");
  }
  return text;
}

Result<DocumentParts> split_front_matter(std::string_view text, const std::string& file) {
  std::string_view rest = text;
  if (take_line(rest) != "---") {
    return wrong_at(file, 1, "the first line must be ---, then the front matter");
  }
  const std::string_view yaml_start = rest;
  for (int line_number = 2; !rest.empty(); ++line_number) {
    const std::size_t offset = yaml_start.size() - rest.size();
    if (take_line(rest) == "---") {
      return DocumentParts{yaml_start.substr(0, offset), rest, line_number + 1};
    }
  }
  return wrong_at(file, 1, "the front matter has no end; close it with a line ---");
}

Result<std::vector<Section>> read_sections(const DocumentParts& parts,
                                           std::span<const std::string> required,
                                           const std::string& file) {
  return SectionReader(file, parts.body_line, required).read(parts.body);
}

bool is_slug(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace stratgen
