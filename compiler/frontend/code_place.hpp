// Where in the text a piece of machine code or IR comes from.
#pragma once

#include <string>
#include <string_view>

namespace stratgen {

// As seen from the strategy's own text: what was inlined from the contract headers counts for the
// line that used it, and also says where in the headers it stands.
struct CodePlace {
  int line =
      0;  // of the strategy; 0 if none of its lines led there, such as the loop over the bars
  int column = 0;
  std::string header;  // "detail/run.hpp"; empty if the code is the strategy's own
  int header_line = 0;

  friend bool operator==(const CodePlace&, const CodePlace&) = default;
};

// Frames are added from the innermost one outwards, with what the compiler calls file and function.
void add_frame(CodePlace& place, std::string_view path, int line, int column,
               std::string_view linkage_name);

}  // namespace stratgen
