// Private to compiler/frontend: from IR to machine code.
#pragma once

#include <llvm/IR/Module.h>
#include <llvm/Target/TargetMachine.h>

#include <string>

namespace stratgen {

// O2, then fuel and stack checks unless `guarded` is false. Everything but stratgen_run becomes
// internal.
void optimise(llvm::Module& module, llvm::TargetMachine& machine, bool guarded);

// An ELF object.
std::string make_object(llvm::Module& module, llvm::TargetMachine& machine);

}  // namespace stratgen
