#include "compiler/frontend/inlining.hpp"

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/STLExtras.h>
#include <llvm/Analysis/InlineAdvisor.h>
#include <llvm/Analysis/InlineCost.h>
#include <llvm/Analysis/OptimizationRemarkEmitter.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/InstrTypes.h>
#include <llvm/IR/Module.h>
#include <llvm/Transforms/Utils/Cloning.h>

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

llvm::SmallVector<llvm::CallBase*, 16> calls_of(Function& callee) {
  llvm::SmallVector<llvm::CallBase*, 16> calls;
  for (llvm::User* const user : callee.users())
    if (auto* call = llvm::dyn_cast<llvm::CallBase>(user);
        call && call->getCalledFunction() == &callee && !call->isNoInline())
      calls.push_back(call);
  return calls;
}

void inline_call(llvm::CallBase& call, Function& callee) {
  Function& caller = *call.getCaller();
  const llvm::DebugLoc place = call.getDebugLoc();
  const llvm::BasicBlock* const block = call.getParent();
  llvm::InlineFunctionInfo info;
  if (!llvm::InlineFunction(call, info, /*MergeAttributes=*/true, /*CalleeAAR=*/nullptr,
                            /*InsertLifetime=*/false)
           .isSuccess())
    return;
  llvm::OptimizationRemarkEmitter remarks(&caller);
  llvm::emitInlinedIntoBasedOnCost(remarks, place, block, callee, caller,
                                   llvm::InlineCost::getAlways("always inline attribute"),
                                   /*ForProfileContext=*/false, "inline");
}

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

llvm::PreservedAnalyses InlineMarkedPass::run(llvm::Module& module, llvm::ModuleAnalysisManager&) {
  for (Function& callee : llvm::make_early_inc_range(module)) {
    if (callee.isDeclaration() || !callee.hasFnAttribute(llvm::Attribute::AlwaysInline) ||
        !llvm::isInlineViable(callee).isSuccess())
      continue;
    for (llvm::CallBase* const call : calls_of(callee)) inline_call(*call, callee);
    callee.removeDeadConstantUsers();
    if (callee.hasLocalLinkage() && callee.isDefTriviallyDead()) callee.eraseFromParent();
  }
  return llvm::PreservedAnalyses::none();
}

}  // namespace stratgen
