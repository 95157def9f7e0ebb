#include "compiler/frontend/code.hpp"

#include "compiler/frontend/array_members.hpp"
#include "compiler/frontend/failure_places.hpp"
#include "compiler/frontend/fuel.hpp"
#include "compiler/frontend/host_names.hpp"
#include "compiler/frontend/inlining.hpp"

#include <llvm/Analysis/CGSCCPassManager.h>
#include <llvm/Analysis/LoopAnalysisManager.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Transforms/IPO/GlobalDCE.h>
#include <llvm/Transforms/IPO/Internalize.h>
#include <llvm/Transforms/InstCombine/InstCombine.h>
#include <llvm/Transforms/Scalar/DivRemPairs.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/LICM.h>
#include <llvm/Transforms/Scalar/LoopPassManager.h>
#include <llvm/Transforms/Scalar/LoopRotation.h>
#include <llvm/Transforms/Scalar/LowerExpectIntrinsic.h>
#include <llvm/Transforms/Scalar/SROA.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>
#include <llvm/Transforms/Vectorize/LoopVectorize.h>
#include <llvm/Transforms/Vectorize/SLPVectorizer.h>
#include <llvm/Transforms/Vectorize/VectorCombine.h>

#include <utility>

namespace stratgen {

namespace {

// The back end's defaults are the host's; clang spells out a list of features for each function.
void use_target_of_machine(llvm::Module& module) {
  for (llvm::Function& function : module)
    for (const char* attribute : {"target-cpu", "target-features", "tune-cpu"})
      function.removeFnAttr(attribute);
}

// Simple functions before they are inlined leave less to simplify after it.
llvm::FunctionPassManager before_inlining() {
  llvm::FunctionPassManager passes;
  passes.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
  passes.addPass(llvm::EarlyCSEPass());
  passes.addPass(llvm::SimplifyCFGPass());
  return passes;
}

// Most of what was inlined is gone before O2 proper looks at it.
llvm::FunctionPassManager after_inlining() {
  llvm::FunctionPassManager passes;
  passes.addPass(ArrayMembersPass());
  passes.addPass(llvm::LowerExpectIntrinsicPass());
  passes.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
  passes.addPass(llvm::EarlyCSEPass(/*UseMemorySSA=*/true));
  passes.addPass(llvm::InstCombinePass());
  passes.addPass(llvm::SimplifyCFGPass());
  return passes;
}

// The end of O2 without its unrolling, which multiplies the code of inner loops on this CPU and
// made none of them faster.
llvm::FunctionPassManager vectorisation() {
  llvm::FunctionPassManager passes;
  passes.addPass(llvm::createFunctionToLoopPassAdaptor(llvm::LoopRotatePass()));
  passes.addPass(llvm::LoopVectorizePass());
  passes.addPass(llvm::SLPVectorizerPass());
  passes.addPass(llvm::VectorCombinePass());
  passes.addPass(llvm::InstCombinePass());
  passes.addPass(llvm::createFunctionToLoopPassAdaptor(llvm::LICMPass(llvm::LICMOptions()),
                                                       /*UseMemorySSA=*/true));
  passes.addPass(llvm::DivRemPairsPass());
  passes.addPass(llvm::SimplifyCFGPass(llvm::SimplifyCFGOptions().convertSwitchRangeToICmp(true)));
  return passes;
}

}  // namespace

void optimise(llvm::Module& module, llvm::TargetMachine& machine, bool guarded) {
  use_target_of_machine(module);
  if (guarded) {
    keep_host_names(module);
    separate_failures(module);
  }
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager graph;
  llvm::ModuleAnalysisManager modules;
  llvm::PassBuilder builder(&machine);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(graph);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, graph, modules);
  llvm::ModulePassManager passes;
  passes.addPass(llvm::InternalizePass(
      [](const llvm::GlobalValue& value) { return value.getName() == "stratgen_run"; }));
  passes.addPass(llvm::GlobalDCEPass());
  passes.addPass(llvm::createModuleToFunctionPassAdaptor(before_inlining()));
  passes.addPass(InlineEverythingPass());
  passes.addPass(InlineMarkedPass());
  passes.addPass(llvm::GlobalDCEPass());
  passes.addPass(llvm::createModuleToFunctionPassAdaptor(after_inlining()));
  // For what was too large to be inlined without asking, and with it O2's simplification.
  passes.addPass(
      builder.buildInlinerPipeline(llvm::OptimizationLevel::O2, llvm::ThinOrFullLTOPhase::None));
  passes.addPass(llvm::createModuleToFunctionPassAdaptor(vectorisation()));
  if (guarded) passes.addPass(llvm::createModuleToFunctionPassAdaptor(FuelPass()));
  passes.run(module, modules);
  if (guarded) call_host_on_traps(module);
}

std::string make_object(llvm::Module& module, llvm::TargetMachine& machine) {
  llvm::SmallVector<char, 0> bytes;
  llvm::raw_svector_ostream out(bytes);
  llvm::legacy::PassManager passes;
  machine.addPassesToEmitFile(passes, out, nullptr, llvm::CodeGenFileType::ObjectFile,
                              /*DisableVerify=*/true);
  passes.run(module);
  return std::string(bytes.begin(), bytes.end());
}

}  // namespace stratgen
