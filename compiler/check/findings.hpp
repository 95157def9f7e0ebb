// Private to compiler/check: collects what the tree checks find, once for each rule and line:
// the leftmost, since one mistake shows in many nodes.
#pragma once

#include "compiler/check/rules.hpp"
#include "runtime/base/error.hpp"

#include <clang/Basic/SourceManager.h>

#include <string_view>
#include <vector>

namespace stratgen {

class Findings {
 public:
  Findings(const clang::SourceManager& sources, std::string_view file_name)
      : sources_(sources), file_(file_name) {}

  // Spelled in the strategy's own text: neither in a header nor in the body of an API macro.
  bool in_source(clang::SourceLocation location) const;

  void add(RuleId rule, clang::SourceLocation location, std::string_view subject = {});

  std::vector<Diagnostic> take();  // by position

 private:
  const clang::SourceManager& sources_;
  std::string_view file_;
  std::vector<Diagnostic> list_;
};

}  // namespace stratgen
