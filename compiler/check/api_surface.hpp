// Private to compiler/check: what of the contract headers a strategy may touch. Public is what they
// declare directly in `stratgen` or `std`, and the members of such types. Inside are
// `stratgen::detail`, `stratgen::abi`, names that end in an underscore, and everything with C
// linkage.
#pragma once

#include "compiler/check/findings.hpp"

#include <clang/AST/Decl.h>
#include <clang/AST/Type.h>

namespace stratgen {

bool is_internal(const clang::NamedDecl& declaration, const Findings& findings);

// A struct of the headers' detail with a pointer in it: live numbers, snapshots and their
// iterators. Values of these come from the API's functions; made from nothing they would read
// through null, and kept they would outlive what they point to.
bool is_internal_type(clang::QualType type, const Findings& findings);

// A List, an array or the like of those.
bool wraps_internal_type(clang::QualType type, const Findings& findings);

// A node of an expression, whose operands its functions put together.
bool is_node_type(clang::QualType type, const Findings& findings);

// A struct of the headers with fields that only its own functions keep in order, such as List's
// size; std::array has none.
bool has_internal_fields(clang::QualType type, const Findings& findings);

}  // namespace stratgen
