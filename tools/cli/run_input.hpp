// What a backtest runs on, as command lines say it: bars, other assets, parameters, the engine.
#pragma once

#include "runtime/engine/data_set.hpp"
#include "runtime/engine/param.hpp"
#include "runtime/engine/run.hpp"
#include "tools/cli/bar_source.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/engine_options.hpp"

#include <functional>
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
  bool allow_defects = false;  // of bars in the store
  EngineFlags engine;
};

void add_run_flags(CLI::App& command, RunFlags& flags);

struct RunInput {
  std::shared_ptr<const DataSet> data;
  RunOptions options;
  std::vector<ParamSetting> params;
  std::string note;  // set when the bars stand in for what the strategy was written for
};

// The bars of a symbol in a time frame, "" being that of the traded ones; and what they stand in
// for.
using BarReader =
    std::function<Result<MarketBars>(const std::string& symbol, const std::string& timeframe)>;
BarReader store_reader(const Context& context, const std::string& timeframe_of_traded,
                       bool allow_defects);

struct RunMarket {
  MarketBars traded;
  BarReader others;  // may be empty
};

// Without --data and --symbol the bars are those of `market`, which may be empty.
Result<RunInput> read_run_input(const Context& context, const RunFlags& flags,
                                const std::function<Result<RunMarket>()>& market);

}  // namespace stratgen
