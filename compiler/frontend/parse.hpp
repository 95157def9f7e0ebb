// Private to compiler/frontend: the one parse. The tree that the rules look at is the tree that IR
// is made of, and IR is only made once clang and the rules have nothing left to say.
#pragma once

#include "compiler/frontend/compile.hpp"
#include "runtime/base/error.hpp"

#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace stratgen {

struct Parsed {
  std::string strategy;                  // qualified name of the struct
  unsigned strategy_offset = 0;          // of its name in the source
  std::unique_ptr<llvm::Module> module;  // null if there are errors
  std::vector<Diagnostic> errors;        // clang's and the rules', by position
  std::vector<Diagnostic> warnings;
  std::vector<unsigned> literals_to_widen;  // see TreeReport
  StageTime check_time;
  StageTime emit_time;
};

// `progress` is observed_compile()'s, or null.
Parsed parse(std::string_view source, const CompileOptions& options, llvm::LLVMContext& context,
             std::atomic<int>* progress);

}  // namespace stratgen
