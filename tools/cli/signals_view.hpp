// What signals shows: a row for each strategy, and the values behind it.
#pragma once

#include "tools/cli/context.hpp"
#include "tools/cli/signal_weights.hpp"
#include "tools/cli/strategy_signal.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <span>

namespace stratgen {

nlohmann::ordered_json signals_json(std::span<const StrategySignal> signals,
                                    const SignalSettings& settings,
                                    const std::optional<SignalWeights>& weights);

void print_signals(Console& out, std::span<const StrategySignal> signals,
                   const SignalSettings& settings, const std::optional<SignalWeights>& weights);

}  // namespace stratgen
