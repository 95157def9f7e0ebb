// Private to compiler/frontend: IR as a debugger wants it.
#pragma once

#include <llvm/IR/Module.h>

namespace stratgen {

// In place of optimise(): each function of the strategy stays one, and variables stay in memory.
// The API is inlined, so that a failure inside it still has the line that used it; a debugger shows
// it as frames all the same. The guards are optimise()'s, and everything but stratgen_run becomes
// internal.
void keep_debuggable(llvm::Module& module, bool guarded);

}  // namespace stratgen
