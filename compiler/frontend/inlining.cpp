#include "compiler/frontend/inlining.hpp"

#include <llvm/ADT/DenseMap.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/InstrTypes.h>
#include <llvm/IR/Module.h>

namespace stratgen {

namespace {

using llvm::Function;

constexpr unsigned max_instructions = 6000;  // of a whole strategy; a usual one has 1,000
constexpr unsigned max_depth = 100;

class Sizes {
 public:
  // With all that it calls. What leads back to itself is as large as the limit.
  unsigned of(const Function& function, unsigned depth = 0) {
    const auto [known, is_new] = sizes_.try_emplace(&function, max_instructions);
    if (!is_new || depth == max_depth) return known->second;
    unsigned size = 0;
    for (const llvm::Instruction& each : llvm::instructions(function)) {
      ++size;
      const auto* call = llvm::dyn_cast<llvm::CallBase>(&each);
      const Function* const callee = call ? call->getCalledFunction() : nullptr;
      if (callee && !callee->isDeclaration()) size += of(*callee, depth + 1);
      if (size >= max_instructions) return max_instructions;
    }
    return sizes_[&function] = size;
  }

 private:
  llvm::DenseMap<const Function*, unsigned> sizes_;
};

}  // namespace

llvm::PreservedAnalyses InlineEverythingPass::run(llvm::Module& module,
                                                  llvm::ModuleAnalysisManager&) {
  Sizes sizes;
  for (const Function& function : module)
    if (sizes.of(function) >= max_instructions) return llvm::PreservedAnalyses::all();
  for (Function& function : module)
    if (function.hasLocalLinkage()) function.addFnAttr(llvm::Attribute::AlwaysInline);
  return llvm::PreservedAnalyses::none();
}

}  // namespace stratgen
