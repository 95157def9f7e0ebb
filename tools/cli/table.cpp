#include "tools/cli/table.hpp"

#include <algorithm>

namespace stratgen {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t least_beside = 32;  // characters that a wrapped last column needs
constexpr std::size_t indent_below = 4;

std::string padded(const std::string& cell, std::size_t width, bool right) {
  const std::string space(width - std::min(width, display_width(cell)), ' ');
  return right ? space + cell : cell + space;
}

// The bytes of `text` that its first `characters` characters take.
std::size_t bytes_of(std::string_view text, std::size_t characters) {
  std::size_t i = 0;
  while (i < text.size() && characters > 0) {
    for (++i; i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80;) ++i;
    --characters;
  }
  return i;
}

// Lines of at most `width` characters, broken at spaces; a word longer than that is cut.
std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  while (display_width(text) > width) {
    const std::size_t most = bytes_of(text, width);
    const std::size_t space = text.rfind(' ', most);
    const std::size_t end = space == text.npos || space == 0 ? most : space;
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  }
  lines.emplace_back(text);
  return lines;
}

}  // namespace

std::vector<std::size_t> Table::widths() const {
  std::vector<std::size_t> widths;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    widths.push_back(display_width(columns_[c].title));
    for (const auto& cells : rows_) widths[c] = std::max(widths[c], display_width(cells[c]));
  }
  return widths;
}

// The columns before the last one that are shown; all with a width of 0.
std::vector<std::size_t> Table::columns_within(std::size_t width) const {
  const std::vector<std::size_t> all = widths();
  std::vector<std::size_t> shown;
  std::size_t total = 0;
  for (std::size_t c = 0; c + 1 < columns_.size(); ++c) {
    shown.push_back(c);
    total += all[c] + gap;
  }
  while (width > 0 && total > width + gap) {
    const auto order = [&](std::size_t c) {
      return columns_[c].leaves > 0 ? columns_[c].leaves : 1000;
    };
    const auto first = std::min_element(shown.begin(), shown.end(),
                                        [&](auto a, auto b) { return order(a) < order(b); });
    if (first == shown.end() || columns_[*first].leaves == 0) break;
    total -= all[*first] + gap;
    shown.erase(first);
  }
  return shown;
}

std::string Table::text(const Console& console, int columns) const {
  const auto width = static_cast<std::size_t>(std::max(columns, 0));
  const std::vector<std::size_t> all = widths();
  const std::vector<std::size_t> shown = columns_within(width);
  std::size_t before_last = 0;
  for (const std::size_t c : shown) before_last += all[c] + gap;
  const bool fits = width == 0 || before_last + all.back() <= width;
  const bool beside = fits || before_last + least_beside <= width;
  const std::size_t room = fits     ? std::max<std::size_t>(all.back(), 1)
                           : beside ? width - before_last
                                    : std::max(width, indent_below + 1) - indent_below;

  std::string result;
  const auto add_line = [&](std::string line) {
    while (line.ends_with(' ')) line.pop_back();
    result += line + "\n";
  };
  const auto add_row = [&](const std::vector<std::string>& cells, bool title) {
    std::string line;
    for (const std::size_t c : shown) {
      const std::string cell = title ? console.paint(Colour::Bold, cells[c]) : cells[c];
      line += padded(cell, all[c], columns_[c].right) + std::string(gap, ' ');
    }
    if (!beside) add_line(line);
    if (!beside && (title || cells.back().empty())) return;
    if (!beside) line = std::string(indent_below, ' ');
    const std::size_t start = beside ? before_last : indent_below;
    for (const std::string& part : wrapped(cells.back(), room)) {
      const std::string shown_part = title ? console.paint(Colour::Bold, part) : part;
      add_line(line + (columns_.back().right ? padded(shown_part, room, true) : shown_part));
      line = std::string(start, ' ');
    }
  };
  std::vector<std::string> titles;
  titles.reserve(columns_.size());
  for (const Column& column : columns_) titles.push_back(column.title);
  add_row(titles, true);
  for (const auto& cells : rows_) add_row(cells, false);
  return result;
}

}  // namespace stratgen
