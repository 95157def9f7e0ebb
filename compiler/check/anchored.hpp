// Private to compiler/check: what a local reference may be bound to.
#pragma once

#include <clang/AST/Expr.h>

namespace stratgen {

// True if what `node` denotes has a name, or lives as long as the reference that it initialises.
// Calls that return a reference return one of the things they were given, or a part of it.
bool is_anchored(const clang::Expr& node);

}  // namespace stratgen
