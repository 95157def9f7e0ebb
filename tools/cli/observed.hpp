// backtest --debug and --perf: code in which gdb and perf find the strategy's lines.
#pragma once

#include "compiler/frontend/compile.hpp"
#include "compiler/jit/program.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/strategy_source.hpp"

namespace stratgen {

enum class Observer { None, Debugger, Profiler };

struct ObservedCode {
  CompileOptions compile;
  JitOptions jit;
};

// Puts into <workspace>/debug what observers read: the API's headers, perf's dump, and the source
// if it is not a file that the user named.
Result<ObservedCode> observed_code(const Context& context, const StrategySource& source,
                                   Observer observer);

}  // namespace stratgen
