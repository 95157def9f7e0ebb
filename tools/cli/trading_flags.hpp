// The flags of the commands that trade, and what they amount to.
#pragma once

#include "runtime/trade/execution.hpp"
#include "runtime/trade/limits.hpp"
#include "tools/cli/best_signals.hpp"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace stratgen {

struct LimitFlags {
  std::string file;
  std::vector<std::string> settings;  // "max_daily_loss=0.02"
};
void add_limit_flags(CLI::App& command, LimitFlags& flags);
Result<Limits> limits_of(const LimitFlags& flags);

// As written on the command line.
struct TradingFlags {
  SignalFlags signals;
  LimitFlags limits;
  std::string allocate = "equal";
  std::string order = "market";
  std::string in_force = "day";
  double limit_offset = 0.001;
  int slices = 4;
  double slice_minutes = 5;
  double band = 0.02;
  double wait = 60;
  std::string kill_switch;  // <workspace>/STOP
  bool dry_run = false;
  bool standby = false;
  bool live = false, understood = false;
  bool loop = false;
  double poll = 15;
  std::vector<std::string> notify;
};
void add_trading_flags(CLI::App& command, TradingFlags& flags);

Result<ExecutionTerms> execution_terms(const TradingFlags& flags);

}  // namespace stratgen
