// Private to compiler/frontend: which functions of a strategy become part of its bar loop.
#pragma once

#include <llvm/IR/PassManager.h>

namespace stratgen {

// Marks every function as always inlined, unless all of them together would get too large or one
// leads back to itself. An object whose address is given to no function can be taken apart into
// registers.
class InlineEverythingPass : public llvm::PassInfoMixin<InlineEverythingPass> {
 public:
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&);
};

// Inlines what is marked, as LLVM's AlwaysInlinerPass does, but asks for no analysis of a function
// that is gone a moment later.
class InlineMarkedPass : public llvm::PassInfoMixin<InlineMarkedPass> {
 public:
  llvm::PreservedAnalyses run(llvm::Module& module, llvm::ModuleAnalysisManager&);
};

}  // namespace stratgen
