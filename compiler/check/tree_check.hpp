// The second layer: an allow-list over the syntax tree of the compile's own parse. Whatever kind of
// statement, declaration, type or cast is not listed is refused. Only what the source itself wrote
// is looked at, with the instantiations of its templates.
#pragma once

#include "runtime/base/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace clang {
class ASTContext;
}

namespace stratgen {

struct TreeReport {
  std::string strategy;              // qualified name of the struct; empty if there is none
  unsigned strategy_offset = 0;      // of its name in the source
  std::vector<Diagnostic> findings;  // by position
  // Where the integer literals begin that make all of the choices they are in lose fractions: a
  // source that is refused for nothing else means them as doubles.
  std::vector<unsigned> literals_to_widen;
};

// `compiled` says that clang found no error; otherwise the tree has holes, and what may only be
// missing because of them is not reported.
TreeReport check_tree(clang::ASTContext& context, std::string_view file_name, bool compiled);

}  // namespace stratgen
