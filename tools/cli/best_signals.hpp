// The signals of the best strategies, for every command that trades them.
#pragma once

#include "tools/cli/context.hpp"
#include "tools/cli/engine_options.hpp"
#include "tools/cli/strategy_signal.hpp"

#include <atomic>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace stratgen {

// As written on the command line.
struct SignalFlags {
  bool sample = false;
  bool in_process = false;
  bool allow_defects = false;  // of bars in the store
  std::string only;
  std::optional<int> jobs;  // one per core
  std::size_t top_n = 5;
  std::string from, as_of;
  int max_age = 0;
  EngineFlags engine;
};

// With the pipeline's defaults: 100,000 cash, a commission of 0.1 %.
void add_signal_flags(CLI::App& command, SignalFlags& flags);

// Without `why`. An --as-of after now is an Error (Fault::Usage).
Result<SignalSettings> signal_settings(const SignalFlags& flags);

// One for each result, in their order, whether it has a state or a failure. An Error is
// Fault::Interrupted, or the machine's.
Result<std::vector<StrategySignal>> signals_of(std::span<const OptimizeResult> results,
                                               const SignalPipeline& pipeline, int jobs,
                                               const std::atomic<bool>& interrupted);

// The same for the best of the workspace's results (worth_trading()), which it opens with all that
// the pipeline needs.
Result<std::vector<StrategySignal>> best_signals(const SignalFlags& flags,
                                                 const SignalSettings& settings, Context& context);

}  // namespace stratgen
