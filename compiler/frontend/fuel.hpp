// Private to compiler/frontend: no strategy runs forever and none leaves its stack. Runs after the
// optimiser, since a check in every loop before it would keep it from inlining.
#pragma once

#include <llvm/IR/PassManager.h>

#include <cstdint>

namespace stratgen {

// Charges abi::Budget::fuel for each turn of a loop and each call of a function that is left after
// inlining, by their work and at least one unit, and for copying large objects by their size; out
// of fuel ends in sg_out_of_fuel(). On entry a function that needs stack compares with
// abi::Budget::stack_limit and ends in sg_stack_overflow(), as does a local of dynamic size. The
// counter is a register inside a function, and memory across calls.
class FuelPass : public llvm::PassInfoMixin<FuelPass> {
 public:
  llvm::PreservedAnalyses run(llvm::Function& function, llvm::FunctionAnalysisManager& analyses);
  static bool isRequired() { return true; }
};

// The locals of `function` in memory, and the arguments that it copies for those it calls.
std::uint64_t frame_bytes(const llvm::Function& function);

}  // namespace stratgen
