// What a case label leads past: `switch (n) { int z; case 0: x = z; }`. C++ allows that for a local
// without an initialiser, and then nobody has set it to 0.
#pragma once

#include "compiler/check/findings.hpp"

#include <clang/AST/Stmt.h>

namespace stratgen {

void check_jumps(const clang::SwitchStmt& choice, Findings& findings);

}  // namespace stratgen
