// stratgen signals: what the best strategies want at the last finished bar: the position that the
// engine holds there, and the orders that wait.
#include "runtime/store/result_store.hpp"
#include "runtime/trade/allocation.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/document_runs.hpp"
#include "tools/cli/engine_options.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/pipeline_flags.hpp"
#include "tools/cli/signal_choice.hpp"
#include "tools/cli/signals_view.hpp"
#include "tools/cli/strategy_loader.hpp"
#include "tools/cli/strategy_signal.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>

namespace stratgen {
namespace {

// Fewer returns than this say nothing about risk.
constexpr std::size_t least_returns = 60;

struct SignalsFlags {
  bool sample = false;
  bool in_process = false;
  bool allow_defects = false;
  std::string only;
  std::optional<int> jobs;
  std::size_t top_n = 5;
  std::string from, as_of, allocate;
  EngineFlags engine;
  int max_age = 0;
  bool why = false;
};

std::int64_t clock_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

Result<SignalSettings> settings_of(const SignalsFlags& flags) {
  SignalSettings settings;
  STRATGEN_TRY(settings.run, run_options(flags.engine));
  const bool whole = flags.sample && flags.from.empty();
  const std::string from = flags.from.empty() ? "2020-01-01" : flags.from;
  if (!whole) {
    STRATGEN_TRY(settings.period, parse_period(from, ""));
  }
  if (!flags.as_of.empty()) {
    STRATGEN_TRY(settings.now, parse_date(flags.as_of, DayEdge::End));
  } else if (!flags.sample) {
    settings.now = clock_now();
  }
  settings.max_age = flags.max_age;
  settings.why = flags.why;
  return settings;
}

Result<std::optional<Allocation>> allocation_of(const std::string& name) {
  if (name.empty()) return std::nullopt;
  const auto allocation = parse_allocation(name);
  if (allocation) return allocation;
  return fail(Fault::Usage, fmt::format("--allocate {}: give equal, inverse-volatility, "
                                        "risk-parity or max-sharpe-shrunk",
                                        name));
}

// Between the strategies that have a signal.
Result<Allocated> allocate_to(const std::vector<StrategySignal>& signals, Allocation method) {
  Allocated allocated{method, std::vector<double>(signals.size(), 0.0), 0, 0};
  std::vector<EquityCurve> curves;
  for (const StrategySignal& signal : signals)
    if (signal.state) curves.push_back(signal.curve);
  if (curves.empty()) return allocated;
  AlignedReturns common;
  if (method == Allocation::Equal) {
    common.returns.resize(curves.size());
  } else {
    STRATGEN_TRY(common, aligned_returns(curves, least_returns));
    allocated.from = common.first;
    allocated.to = common.last;
  }
  STRATGEN_TRY(const std::vector<double> weights, allocate(method, common.returns));
  auto weight = weights.begin();
  for (std::size_t i = 0; i < signals.size(); ++i)
    if (signals[i].state) allocated.weights[i] = *weight++;
  return allocated;
}

Result<void> all_have_signals(const std::vector<StrategySignal>& signals) {
  const auto failed = std::count_if(signals.begin(), signals.end(),
                                    [](const StrategySignal& signal) { return !signal.state; });
  if (failed == 0) return {};
  return fail(Fault::Data, fmt::format("{} of {} strategies {} no signal; the table says why",
                                       failed, signals.size(), failed == 1 ? "has" : "have"));
}

Result<void> signals(const SignalsFlags& flags, Context& context) {
  context.in_process = flags.in_process;
  STRATGEN_TRY(const int jobs, number_of_jobs(flags.jobs));
  STRATGEN_TRY(const SignalSettings settings, settings_of(flags));
  STRATGEN_TRY(const std::optional<Allocation> method, allocation_of(flags.allocate));
  STRATGEN_TRY(const BarSource bars, flags.sample
                                         ? sample_source(context.home)
                                         : store_source(context.workspace, flags.allow_defects));
  STRATGEN_TRY(ResultStore store, ResultStore::open(context.workspace));
  STRATGEN_TRY(auto optimized, store.load_optimized());
  STRATGEN_TRY(const std::vector<OptimizeResult> chosen,
               worth_trading(std::move(optimized), flags.only, flags.top_n));
  STRATGEN_TRY(Loader loader, make_loader(context, jobs));
  const std::atomic<bool>& interrupted = context.catch_interrupts();
  const SignalPipeline pipeline{context.workspace / "generated", loader, bars, settings};

  Places<StrategySignal> places(chosen.size());
  STRATGEN_CHECK(
      run_places(empty_places(places), jobs, interrupted, [&](std::size_t i) -> Result<void> {
        places[i] = signal_of(chosen[i], pipeline);
        return {};
      }));
  if (interrupted) return fail(Fault::Interrupted, "interrupted; there is no signal yet");
  const std::vector<StrategySignal> found = present(std::move(places));

  std::optional<Allocated> allocated;
  Result<void> ended = all_have_signals(found);
  if (method) {
    auto weights = allocate_to(found, *method);
    if (weights)
      allocated = std::move(*weights);
    else
      ended = tl::unexpected(std::move(weights.error()));
  }
  if (context.json)
    context.out.line(json_text(signals_json(found, settings, allocated)));
  else
    print_signals(context.out, found, settings, allocated);
  return ended;
}

// Scripts give all commands of the pipeline the same flags; no model is asked here, and nothing is
// stored.
void add_flags_without_meaning(CLI::App& command) {
  for (const char* const name : {"--provider", "--max-tries"})
    command.add_option(name)->expected(1)->group("");
  command.add_flag("--reset")->group("");
}

}  // namespace

void add_signals_command(CLI::App& app, Action& chosen) {
  auto flags = std::make_shared<SignalsFlags>();
  CLI::App& command = *app.add_subcommand(
      "signals", "What the best optimised strategies want at the last finished bar");
  command.footer("Example: stratgen signals --top-n 3 --why --allocate risk-parity");
  flags->engine.cash = 100000;
  flags->engine.commission = "0.001";
  command.add_flag("--sample", flags->sample, "Use the bars bundled with stratgen");
  command.add_option("--only", flags->only,
                     "Documents whose slug or category/slug matches, e.g. 'sma-*'");
  command.add_option("--jobs", flags->jobs,
                     "Strategies at a time (default: one per core); results do not depend on it");
  command
      .add_option(
          "--top-n", flags->top_n,
          "The best of optimize: PASS before MARGINAL, then by the test part's Sharpe ratio")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command.add_option("--from", flags->from,
                     "First day to trade (default 2020-01-01; --sample: all bars)");
  command.add_option("--as-of", flags->as_of,
                     "Day or UTC time that counts as now: later bars are not used (default: the "
                     "clock; --sample: the end of the bars)");
  command
      .add_option("--max-age", flags->max_age,
                  "Sessions that bars may lack; with more of them missing it is an error")
      ->check(CLI::Range(0, 10'000))
      ->capture_default_str();
  command.add_flag("--why", flags->why, "The values of each strategy's series at the last bar");
  command.add_option("--allocate", flags->allocate,
                     "Weights: equal, inverse-volatility, risk-parity or max-sharpe-shrunk");
  command.add_flag("--allow-defects", flags->allow_defects,
                   "Trade bars with severe defects as they are");
  add_in_process_flag(command, flags->in_process);
  add_flags_without_meaning(command);
  add_engine_flags(command, flags->engine);
  command.callback([flags, &chosen] {
    chosen = [flags](Context& context) { return signals(*flags, context); };
  });
}

}  // namespace stratgen
