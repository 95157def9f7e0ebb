// Private to compiler/check: series that are read where no run can have given them a value.
#pragma once

#include "compiler/check/findings.hpp"

#include <clang/AST/DeclCXX.h>

namespace stratgen {

// Members are initialised from top to bottom, so what an initialiser reads has to stand above it.
// And what a condition of the signal form reads has to be assigned somewhere. Both are errors of
// every run; here they have a line.
void check_series(const clang::CXXRecordDecl& strategy, Findings& findings);

}  // namespace stratgen
