// What a backtest runs on, as command lines say it: bars, other assets, parameters, the engine.
#pragma once

#include "runtime/engine/data_set.hpp"
#include "runtime/engine/param.hpp"
#include "runtime/engine/run.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/engine_options.hpp"
#include "tools/cli/strategy_source.hpp"

#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace stratgen {

struct RunFlags {
  std::string data, symbol;
  std::string timeframe = "1d";
  std::vector<std::string> params;
  std::vector<std::string> assets;
  std::string from, to;
  EngineFlags engine;
};

void add_run_flags(CLI::App& command, RunFlags& flags);

struct RunInput {
  std::shared_ptr<const DataSet> data;
  RunOptions options;
  std::vector<ParamSetting> params;
  std::string note;  // set when the bars stand in for what the strategy was written for
};

// Without --data and --symbol an emitted strategy gets the bars that its spec names, from the
// workspace's store, else from the bundled sample.
Result<RunInput> read_run_input(const Context& context, const RunFlags& flags,
                                const StrategySource& strategy);

}  // namespace stratgen
