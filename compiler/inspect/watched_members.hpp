// Private to compiler/inspect: which members of a strategy are shown, and the code that reports
// them.
#pragma once

#include "compiler/inspect/instrument.hpp"

#include <clang/AST/DeclCXX.h>

#include <string>
#include <vector>

namespace stratgen {

struct MemberReports {
  std::vector<WatchedMember> members;
  std::string code;  // statements for a method of a struct derived from the strategy
};

// Series, numbers, bools, enums and handles, those inside plain structs and short arrays too.
MemberReports report_members(const clang::CXXRecordDecl& strategy);

}  // namespace stratgen
