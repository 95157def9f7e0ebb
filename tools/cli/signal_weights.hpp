// How the capital is divided between the strategies that have a signal.
#pragma once

#include "runtime/trade/allocation.hpp"
#include "tools/cli/strategy_signal.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace stratgen {

struct SignalWeights {
  Allocation method = Allocation::Equal;
  std::vector<double> weights;    // of all signals; 0 for one that failed
  std::int64_t from = 0, to = 0;  // of the returns; both 0 if none were looked at
};

// "risk-parity", as --allocate has it.
Result<Allocation> allocation_named(const std::string& name);

// From the daily returns of their backtests, except for equal weights. Too few days that they have
// in common are an Error, and so is what allocate() says.
Result<SignalWeights> weights_of(std::span<const StrategySignal> signals, Allocation method);

}  // namespace stratgen
