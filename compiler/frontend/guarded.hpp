// compile() for trusted sources in a process that has to survive clang's own crashes. Hostile ones
// belong into a worker: nothing here ends a compile that takes forever.
#pragma once

#include "compiler/frontend/compile.hpp"
#include "runtime/base/result.hpp"

#include <string_view>

namespace stratgen {

// compile(), on a stack of its own. A crash of clang or LLVM on this source is an Error with
// Fault::Strategy; the memory of that compile stays lost. While it runs, the handlers of SIGSEGV,
// SIGILL, SIGABRT and their like are LLVM's; then they are again what they were.
Result<CompiledObject> compile_guarded(std::string_view source, const CompileOptions& options = {});

// For processes that exist to compile: calls `before`, which may not allocate, and leaves with
// `code` instead of going on without memory.
void exit_when_out_of_memory(int code, void (*before)());

}  // namespace stratgen
