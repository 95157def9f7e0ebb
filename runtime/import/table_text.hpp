// A table in a text: lines, and the fields of a line.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace stratgen {

// Walks over the lines of a text. A line ends in LF or CRLF.
class LineWalk {
 public:
  // `number` is that of the line at `offset`, from 1.
  explicit LineWalk(std::string_view text, std::size_t offset = 0, std::size_t number = 1)
      : text_(text), next_(offset), number_(number - 1) {}

  // Moves to the next line; false at the end of the text.
  bool next();

  std::string_view line() const { return line_; }
  std::size_t number() const { return number_; }
  std::size_t offset() const { return offset_; }  // of the line
  std::size_t end() const { return next_; }       // of the line after it

 private:
  std::string_view text_, line_;
  std::size_t offset_ = 0;
  std::size_t next_;
  std::size_t number_;
};

// Blank, or a comment: # or // in front.
bool is_blank_line(std::string_view line);
bool is_comment(std::string_view line);

// Like split_csv_line; a blank as the separator stands for any number of blanks or tabs.
bool split_fields(std::string_view line, char separator, std::vector<std::string_view>& fields);

// Each of the fields is blank.
bool all_blank(const std::vector<std::string_view>& fields);

struct TableLine {
  std::string_view text;
  std::size_t number = 0;
  std::size_t offset = 0, end = 0;
  std::vector<std::string_view> fields;
};

// The first lines that say something, split at `separator`.
std::vector<TableLine> first_lines(std::string_view text, std::size_t most);
void split_lines(std::vector<TableLine>& lines, char separator);

// The separator that cuts the lines into the same number of fields, at least two; '\0' if none
// does. Tabs and semicolons come before commas, which numbers contain as well.
char find_separator(const std::vector<TableLine>& lines);

}  // namespace stratgen
