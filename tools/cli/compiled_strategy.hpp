// A strategy's text, compiled and linked, ready to run.
#pragma once

#include "compiler/frontend/compile.hpp"
#include "compiler/jit/program.hpp"
#include "runtime/engine/program.hpp"

#include <string>
#include <string_view>

namespace stratgen {

struct CompiledStrategy {
  LinkedProgram machine_code;  // lives as long as `program` is used
  Program program;
  CompileTimes times;
};

Result<CompiledStrategy> compile_strategy(Jit& jit, std::string_view source,
                                          const CompileOptions& options);

}  // namespace stratgen
