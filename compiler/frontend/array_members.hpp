// Private to compiler/frontend: arrays apart from the rest of the objects that they are members of.
#pragma once

#include <llvm/IR/PassManager.h>

namespace stratgen {

// LLVM keeps an object in memory, whole, as soon as a member that is an array is indexed with a
// variable; then no series, parameter or counter of such a strategy would be in a register. This
// gives each such array of a local object memory of its own. An index stays inside of its array,
// which is what the checks before every subscript see to.
//
// Belongs after inlining and before anything rewrites addresses.
class ArrayMembersPass : public llvm::PassInfoMixin<ArrayMembersPass> {
 public:
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager&);
};

}  // namespace stratgen
