// What signals shows: a row for each strategy, and on request the values behind it.
#pragma once

#include "runtime/trade/allocation.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/strategy_signal.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace stratgen {

// How the capital is divided between the strategies that have a signal.
struct Allocated {
  Allocation method = Allocation::Equal;
  std::vector<double> weights;    // of all signals; 0 for one that failed
  std::int64_t from = 0, to = 0;  // of the returns; both 0 if none were looked at
};

nlohmann::ordered_json signals_json(std::span<const StrategySignal> signals,
                                    const SignalSettings& settings,
                                    const std::optional<Allocated>& allocated);

void print_signals(Console& out, std::span<const StrategySignal> signals,
                   const SignalSettings& settings, const std::optional<Allocated>& allocated);

}  // namespace stratgen
