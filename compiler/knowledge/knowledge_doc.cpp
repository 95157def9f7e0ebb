#include "compiler/knowledge/knowledge_doc.hpp"

#include "compiler/knowledge/closest_name.hpp"
#include "compiler/knowledge/front_matter.hpp"
#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"
#include "runtime/base/text_position.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace stratgen {
namespace {

const std::vector<std::string>& required_headings() {
  static const std::vector<std::string> headings = {"Thesis",
                                                    "Mechanics",
                                                    "One-asset adaptation",
                                                    "Costs and weaknesses",
                                                    "What the literature reports",
                                                    "References"};
  return headings;
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == line.npos; }

// Takes the next line off the front of `rest`, without its end.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

tl::unexpected<Error> wrong(const std::string& file, int line, std::string_view message) {
  return fail(Fault::Data, fmt::format("{}:{}: {}", file, line, message));
}

struct Parts {
  std::string_view yaml;
  std::string_view body;
  int body_line = 0;  // the line of the file at which the body starts
};

Result<Parts> split_front_matter(std::string_view text, const std::string& file) {
  std::string_view rest = text;
  if (take_line(rest) != "---") {
    return wrong(file, 1, "the first line must be ---, then the front matter");
  }
  const std::string_view yaml_start = rest;
  for (int line_number = 2; !rest.empty(); ++line_number) {
    const std::size_t offset = yaml_start.size() - rest.size();
    if (take_line(rest) == "---") return Parts{yaml_start.substr(0, offset), rest, line_number + 1};
  }
  return wrong(file, 1, "the front matter has no end; close it with a line ---");
}

// The headings ("## ...") are the required ones, in order, each followed by text. What stands in
// code fences is not a heading.
class SectionCheck {
 public:
  SectionCheck(const std::string& file, int first_line) : file_(file), line_(first_line) {}

  Result<void> run(std::string_view body) {
    while (!body.empty()) {
      const std::string_view line = take_line(body);
      if (line.starts_with("```")) in_fence_ = !in_fence_;
      if (!in_fence_ && line.starts_with("## ")) {
        STRATGEN_CHECK(heading(line.substr(3)));
      } else if (!is_blank(line)) {
        has_text_ = true;
      }
      ++line_;
    }
    STRATGEN_CHECK(end_section());
    if (found_ == required_headings().size()) return {};
    return wrong(
        file_, line_,
        fmt::format("the heading '## {}' is missing; add it", required_headings()[found_]));
  }

 private:
  Result<void> heading(std::string_view name) {
    STRATGEN_CHECK(end_section());
    const auto& required = required_headings();
    const auto place = std::find(required.begin(), required.end(), name);
    if (place == required.end()) {
      return wrong(file_, line_,
                   fmt::format("'## {}' is not one of the document's headings{}", name,
                               did_you_mean(name, required)));
    }
    const auto index = static_cast<std::size_t>(place - required.begin());
    if (index < found_) {
      return wrong(file_, line_,
                   fmt::format("the heading '## {}' comes twice or too late; the "
                               "order is {}, each once",
                               name, fmt::join(required, ", ")));
    }
    if (index > found_) {
      return wrong(file_, line_,
                   fmt::format("the heading '## {}' is missing before '## {}'; add it",
                               required[found_], name));
    }
    ++found_;
    heading_line_ = line_;
    has_text_ = false;
    return {};
  }

  Result<void> end_section() const {
    if (found_ == 0 || has_text_) return {};
    return wrong(
        file_, heading_line_,
        fmt::format("the section '{}' is empty; write it", required_headings()[found_ - 1]));
  }

  const std::string& file_;
  int line_;
  bool in_fence_ = false;
  std::size_t found_ = 0;
  int heading_line_ = 0;
  bool has_text_ = false;
};

bool is_slug(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

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
  STRATGEN_TRY(std::string text, read_file(path));
  const std::string file = path.string();
  if (const auto bad = first_bad_byte(text)) {
    return wrong(file, position_at(text, *bad).line,
                 "the line is not UTF-8 text; save it as UTF-8");
  }
  STRATGEN_TRY(const Parts parts, split_front_matter(text, file));
  STRATGEN_TRY(KnowledgeDoc doc, parse_front_matter(parts.yaml, file));
  STRATGEN_CHECK(SectionCheck(file, parts.body_line).run(parts.body));

  const std::string folder = path.parent_path().filename().string();
  if (doc.category != folder) {
    const auto line = position_at(text, text.find("\ncategory:") + 1).line;
    return wrong(file, line,
                 fmt::format("category '{}' is not the folder's name '{}'; make them equal",
                             doc.category, folder));
  }
  doc.path = path;
  doc.reference = std::move(reference);
  doc.slug = path.stem().string();
  doc.hash = sha256(text);
  doc.text = std::move(text);
  return doc;
}

}  // namespace stratgen
