#include "compiler/frontend/debuggable.hpp"

#include "compiler/frontend/failure_places.hpp"
#include "compiler/frontend/fuel.hpp"
#include "compiler/frontend/host_names.hpp"

#include <llvm/Analysis/CGSCCPassManager.h>
#include <llvm/Analysis/LoopAnalysisManager.h>
#include <llvm/IR/InstIterator.h>
#include <llvm/IR/InstrTypes.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Transforms/IPO/AlwaysInliner.h>
#include <llvm/Transforms/IPO/GlobalDCE.h>
#include <llvm/Transforms/IPO/Internalize.h>

namespace stratgen {

namespace {

// The bar loop asks for it where it calls the strategy.
void keep_calls(llvm::Function& function) {
  for (llvm::Instruction& each : llvm::instructions(function))
    if (auto* call = llvm::dyn_cast<llvm::CallBase>(&each))
      call->removeFnAttr(llvm::Attribute::AlwaysInline);
}

// Checks stand before the first statement. A debugger takes the first call with a line for the
// place where the function's own code begins, and that must not be one that ends the run.
void put_failures_last(llvm::Function& function) {
  llvm::SmallVector<llvm::BasicBlock*, 16> failures;
  for (llvm::BasicBlock& block : function)
    if (llvm::isa<llvm::UnreachableInst>(block.getTerminator())) failures.push_back(&block);
  for (llvm::BasicBlock* const each : failures)
    if (!each->isEntryBlock()) each->moveAfter(&function.back());
}

}  // namespace

void keep_debuggable(llvm::Module& module, bool guarded) {
  if (guarded) {
    keep_host_names(module);
    separate_failures(module);
  }
  for (llvm::Function& function : module) keep_calls(function);

  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager graph;
  llvm::ModuleAnalysisManager modules;
  llvm::PassBuilder builder;
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(graph);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, graph, modules);

  llvm::ModulePassManager passes;
  passes.addPass(llvm::InternalizePass(
      [](const llvm::GlobalValue& value) { return value.getName() == "stratgen_run"; }));
  passes.addPass(llvm::AlwaysInlinerPass(/*InsertLifetime=*/false));
  passes.addPass(llvm::GlobalDCEPass());
  if (guarded) passes.addPass(llvm::createModuleToFunctionPassAdaptor(FuelPass()));
  passes.run(module, modules);
  if (guarded) call_host_on_traps(module);
  for (llvm::Function& function : module)
    if (!function.isDeclaration()) put_failures_last(function);
}

}  // namespace stratgen
