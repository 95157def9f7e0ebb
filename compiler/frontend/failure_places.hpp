// Private to compiler/frontend: a failure ends in a call of a host function, and the address of
// that call stands for a place in the source. So calls from two places have to stay two calls.
#pragma once

#include <llvm/IR/DebugLoc.h>
#include <llvm/IR/Module.h>

namespace stratgen {

// Before the optimiser: gives each check a trap of its own, has a reference behind an array's end
// trap as well, and forbids to merge calls of the host.
void separate_failures(llvm::Module& module);

// After it: traps become calls of sg_trap.
void call_host_on_traps(llvm::Module& module);

// Calls a function of the host that takes nothing and does not return. `place` may be empty.
void call_to_end(llvm::Instruction* before, llvm::StringRef host_function,
                 const llvm::DebugLoc& place);

}  // namespace stratgen
