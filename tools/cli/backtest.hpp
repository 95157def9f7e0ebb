// One backtest as a command line describes it, whatever the program was made by: the JIT, or a
// compiler ahead of time.
#pragma once

#include "runtime/engine/data_set.hpp"
#include "runtime/engine/param.hpp"
#include "runtime/engine/program.hpp"
#include "runtime/engine/run.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/engine_options.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace stratgen {

struct BacktestFlags {
  std::string data, symbol;
  std::string timeframe = "1d";
  std::vector<std::string> params;
  std::vector<std::string> assets;
  std::string from, to;
  bool no_equity = false;
  EngineFlags engine;
};

void add_backtest_flags(CLI::App& command, BacktestFlags& flags);

// What the flags mean, with the bars read.
struct BacktestInput {
  RunOptions options;
  std::vector<ParamSetting> settings;
  std::unique_ptr<DataSet> data;
  bool with_equity = true;
};
Result<BacktestInput> read_input(const Context& context, const BacktestFlags& flags);

// Runs it again and again, for a profiler.
Result<void> repeat(const Program& program, const BacktestInput& input,
                    std::chrono::seconds duration);

// Prints the report.
Result<void> backtest(const Program& program, const BacktestInput& input, Context& context);

}  // namespace stratgen
