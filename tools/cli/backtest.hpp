// One backtest as a command line describes it, whatever the program was made by: the JIT, or a
// compiler ahead of time.
#pragma once

#include "runtime/engine/program.hpp"
#include "tools/cli/run_input.hpp"

#include <chrono>

namespace stratgen {

struct BacktestFlags {
  RunFlags run;
  bool no_equity = false;
};

void add_backtest_flags(CLI::App& command, BacktestFlags& flags);

// Runs it again and again, for a profiler.
Result<void> repeat(const Program& program, const RunInput& input, std::chrono::seconds duration);

// Prints the report.
Result<void> backtest(const Program& program, const RunInput& input, const BacktestFlags& flags,
                      Context& context);

}  // namespace stratgen
