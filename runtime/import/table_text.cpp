#include "runtime/import/table_text.hpp"

#include "runtime/market/csv_header.hpp"

#include <algorithm>
#include <cstring>
#include <map>

namespace stratgen {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// How many lines have the number of fields that most of them have, and that number.
struct Agreement {
  std::size_t fields = 0;
  std::size_t lines = 0;
};

Agreement agreement(const std::vector<TableLine>& lines, char separator) {
  std::map<std::size_t, std::size_t> counts;
  std::vector<std::string_view> fields;
  for (const TableLine& line : lines) {
    if (split_fields(line.text, separator, fields)) ++counts[fields.size()];
  }
  Agreement best;
  for (const auto& [size, count] : counts) {
    if (size > 1 && count >= best.lines) best = {size, count};
  }
  return best;
}

}  // namespace

bool LineWalk::next() {
  if (next_ >= text_.size()) return false;
  offset_ = next_;
  const void* const found = std::memchr(text_.data() + offset_, '\n', text_.size() - offset_);
  const std::size_t end =
      found ? static_cast<std::size_t>(static_cast<const char*>(found) - text_.data())
            : text_.size();
  line_ = text_.substr(offset_, end - offset_);
  if (line_.ends_with('\r')) line_.remove_suffix(1);
  next_ = std::min(end + 1, text_.size());
  ++number_;
  return true;
}

bool is_blank_line(std::string_view line) {
  return std::all_of(line.begin(), line.end(), [](char c) { return is_blank(c) || c == '\r'; });
}

bool is_comment(std::string_view line) {
  while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
  return line.starts_with('#') || line.starts_with("//");
}

bool split_fields(std::string_view line, char separator, std::vector<std::string_view>& fields) {
  if (separator != ' ') return split_csv_line(line, fields, separator);
  fields.clear();
  std::size_t at = 0;
  while (true) {
    while (at < line.size() && is_blank(line[at])) ++at;
    if (at == line.size()) return true;
    if (line[at] == '"') {
      const std::size_t close = line.find('"', at + 1);
      if (close == std::string_view::npos) return false;
      fields.push_back(line.substr(at + 1, close - at - 1));
      at = close + 1;
      continue;
    }
    const std::size_t start = at;
    while (at < line.size() && !is_blank(line[at])) ++at;
    fields.push_back(line.substr(start, at - start));
  }
}

bool all_blank(const std::vector<std::string_view>& fields) {
  return std::all_of(fields.begin(), fields.end(),
                     [](std::string_view field) { return field.empty(); });
}

std::vector<TableLine> first_lines(std::string_view text, std::size_t most) {
  std::vector<TableLine> lines;
  LineWalk walk(text);
  while (lines.size() < most && walk.next()) {
    if (is_blank_line(walk.line()) || is_comment(walk.line())) continue;
    lines.push_back({walk.line(), walk.number(), walk.offset(), walk.end(), {}});
  }
  return lines;
}

void split_lines(std::vector<TableLine>& lines, char separator) {
  for (TableLine& line : lines) {
    if (!split_fields(line.text, separator, line.fields)) line.fields = {line.text};
  }
}

char find_separator(const std::vector<TableLine>& lines) {
  const auto enough = [&lines](const Agreement& found) { return found.lines * 2 >= lines.size(); };
  for (const std::size_t fewest : {std::size_t{5}, std::size_t{2}}) {
    for (const char separator : {'\t', ';', '|', ','}) {
      const Agreement found = agreement(lines, separator);
      if (found.fields >= fewest && enough(found)) return separator;
    }
    const Agreement blanks = agreement(lines, ' ');
    if (blanks.fields >= 5 && enough(blanks)) return ' ';
  }
  return '\0';
}

}  // namespace stratgen
