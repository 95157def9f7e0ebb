// The engine's flags, the same for every command that backtests.
#pragma once

#include "runtime/engine/param.hpp"
#include "runtime/engine/run.hpp"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace stratgen {

// As written on the command line; engine_options() checks them.
struct EngineFlags {
  double cash = 10000;
  std::string commission = "0";  // "0.002" or "5,0.001"
  double spread = 0;
  double margin = 1;
  bool trade_on_close = false;
  bool hedging = false;
  bool exclusive_orders = false;
  bool finalize_trades = false;
  std::string refused_orders = "fail";
  std::string fills = "backtesting.py";
  bool fractional = false;
  double slippage_bps = 0;
  double slippage_range = 0;
  double risk_free_rate = 0;
};

void add_engine_flags(CLI::App& command, EngineFlags& flags);
Result<RunOptions> run_options(const EngineFlags& flags);

// "name=value" texts.
Result<std::vector<ParamSetting>> param_settings(const std::vector<std::string>& texts);

}  // namespace stratgen
