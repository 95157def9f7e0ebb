// Shared with compiler/inspect: compile() itself, watched on its way.
#pragma once

#include "compiler/frontend/compile.hpp"

#include <llvm/ADT/STLFunctionalExtras.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>

#include <atomic>

namespace stratgen {

// The machine code is that of compile(): the context decides whether values keep their names and
// who hears the optimiser's remarks. `see_optimised` is handed what machine code is then made of.
// `progress`, if there is one, is tracked_compile()'s.
Result<CompiledObject> observed_compile(llvm::LLVMContext& context, std::string_view source,
                                        const CompileOptions& options,
                                        llvm::function_ref<void(const llvm::Module&)> see_optimised,
                                        std::atomic<int>* progress = nullptr);

}  // namespace stratgen
