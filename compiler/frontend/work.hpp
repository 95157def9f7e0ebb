// Private to compiler/frontend: what a piece of code costs to run once, estimated from its
// instructions. Fuel is charged by it, so that no shape of code runs much longer on the same fuel
// than another.
#pragma once

#include <llvm/Analysis/LoopInfo.h>
#include <llvm/IR/Function.h>

#include <cstdint>

namespace stratgen {

// In units of fuel, of about 2 ns each. What a loop holds counts once, whatever it is nested in,
// and blocks that end the run count nothing.
std::uint64_t work_of(const llvm::Function& function);
std::uint64_t work_of(const llvm::Loop& loop);

}  // namespace stratgen
