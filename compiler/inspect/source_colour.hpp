// What the parts of a strategy's text are, as clang's tokens and cursors say: for whoever paints
// it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace stratgen {

enum class Syntax {
  Comment,
  Directive,  // an #include
  Keyword,
  Type,
  Number,
  Text,
  Api,          // a name of the contract: a member of Strategy, a free function
  Declaration,  // a name of the strategy's own, where it is declared
};

struct SourceSpan {
  std::size_t offset = 0;  // in bytes
  std::size_t length = 0;
  Syntax syntax = Syntax::Comment;

  friend bool operator==(const SourceSpan&, const SourceSpan&) = default;
};

// By offset, without overlaps; what is none of these has no span. A parse of its own by libclang,
// with the contract headers in memory. A text that the scan before clang refuses is not parsed and
// has no spans; one that does not compile has them as far as clang makes sense of it.
std::vector<SourceSpan> source_spans(std::string_view source);

}  // namespace stratgen
