// stratgen signals: what the best strategies want at the last finished bar: the position that the
// engine holds there, and the orders that wait.
#include "tools/cli/best_signals.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/ignored_flags.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/signal_weights.hpp"
#include "tools/cli/signals_view.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace stratgen {
namespace {

struct SignalsFlags {
  SignalFlags shared;
  std::string allocate;
  bool only_table = false;
};

Result<void> all_have_signals(const std::vector<StrategySignal>& signals) {
  const auto failed = std::count_if(signals.begin(), signals.end(),
                                    [](const StrategySignal& signal) { return !signal.state; });
  if (failed == 0) return {};
  return fail(Fault::Data, fmt::format("{} of {} strategies {} no signal; the table says why",
                                       failed, signals.size(), failed == 1 ? "has" : "have"));
}

Result<void> signals(const SignalsFlags& flags, Context& context) {
  STRATGEN_TRY(SignalSettings settings, signal_settings(flags.shared));
  settings.why = !flags.only_table;
  std::optional<Allocation> method;
  if (!flags.allocate.empty()) {
    STRATGEN_TRY(method, allocation_named(flags.allocate));
  }
  STRATGEN_TRY(const std::vector<StrategySignal> found,
               best_signals(flags.shared, settings, context));

  // The signals are shown even if the capital cannot be divided.
  std::optional<SignalWeights> weights;
  Result<void> ended = all_have_signals(found);
  if (method) {
    auto divided = weights_of(found, *method);
    if (divided) {
      weights = std::move(*divided);
    } else {
      ended = tl::unexpected(std::move(divided.error()));
    }
  }
  if (context.json) {
    context.out.line(json_text(signals_json(found, settings, weights)));
  } else {
    print_signals(context.out, found, settings, weights);
  }
  return ended;
}

}  // namespace

void add_signals_command(CLI::App& app, Action& chosen) {
  auto flags = std::make_shared<SignalsFlags>();
  CLI::App& command = *app.add_subcommand(
      "signals", "What the best optimised strategies want at the last finished bar, and why");
  command.footer(
      "Example: stratgen signals --top-n 3 --allocate risk-parity\n"
      "A bar counts once it has ended; of bars that should be there and are missing the strategy "
      "has an error, and the exit code is 3.");
  add_signal_flags(command, flags->shared);
  command.add_flag("--only-table", flags->only_table,
                   "Without the values of each strategy's series at the last bar");
  command.add_option("--allocate", flags->allocate,
                     "Weights: equal, inverse-volatility, risk-parity or max-sharpe-shrunk");
  add_ignored_flags(command, {"--provider", "--max-tries"});  // no model is asked
  command.callback([flags, &chosen] {
    chosen = [flags](Context& context) { return signals(*flags, context); };
  });
}

}  // namespace stratgen
