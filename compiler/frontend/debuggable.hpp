// Private to compiler/frontend: IR as a debugger wants it.
#pragma once

#include <llvm/IR/Module.h>

namespace stratgen {

// In place of optimise(): every function stays a function and every variable in memory, those of
// the API too. Fuel, stack checks and traps are as ever. Everything but stratgen_run becomes
// internal.
void keep_debuggable(llvm::Module& module);

}  // namespace stratgen
