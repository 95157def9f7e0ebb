// Private to compiler/check: the shape of the one struct that is the strategy.
#pragma once

#include "compiler/check/findings.hpp"

#include <clang/AST/DeclCXX.h>

namespace stratgen {

// Does `record` derive from Strategy or SignalStrategy, through whatever?
bool is_strategy(const clang::CXXRecordDecl& record, const Findings& findings);

void check_strategy(const clang::CXXRecordDecl& record, Findings& findings);
void check_strategy_size(const clang::CXXRecordDecl& record, Findings& findings);

// The method of that name with a body, declared in `record` itself; null if there is none.
const clang::FunctionDecl* find_method(const clang::CXXRecordDecl& record, llvm::StringRef name);

}  // namespace stratgen
