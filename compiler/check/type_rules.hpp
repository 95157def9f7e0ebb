// Private to compiler/check: the types that a strategy may use.
#pragma once

#include "compiler/check/findings.hpp"

#include <clang/AST/Type.h>

#include <optional>

namespace stratgen {

// The rule that `type` breaks, if any. Dependent types pass: their instantiations are checked.
std::optional<RuleId> refused_type(clang::QualType type);

// The same for a type as it is written, which covers aliases, sizeof and template arguments.
std::optional<RuleId> refused_type_spelling(clang::TypeLoc type);

// True if a value of this type refers to storage that it does not own: a reference, or a lambda
// that captured by reference or captured `this`, also inside arrays, structs and template
// arguments.
bool holds_reference(clang::QualType type, const Findings& findings);

}  // namespace stratgen
