// What differs between two texts, line by line.
#pragma once

#include <string_view>
#include <vector>

namespace stratgen {

struct DifferentLine {
  char mark = ' ';   // ' ' in both, '-' in the old text only, '+' in the new one only
  int old_line = 0;  // 0 where it is not
  int new_line = 0;
  std::string_view text;  // without the line's end
};

// Patience diff: lines that both texts have exactly once, in the longest order that both agree on,
// are held fast, then the stretches between them likewise. Removed lines stand before added ones.
std::vector<DifferentLine> line_difference(std::string_view old_text, std::string_view new_text);

// Only what is within `context` lines of a difference, cut into hunks; none if the texts are alike.
std::vector<std::vector<DifferentLine>> hunks(const std::vector<DifferentLine>& lines,
                                              std::size_t context);

}  // namespace stratgen
