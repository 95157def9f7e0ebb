#include "tools/cli/best_signals.hpp"

#include "runtime/store/result_store.hpp"
#include "tools/cli/bar_source.hpp"
#include "tools/cli/document_runs.hpp"
#include "tools/cli/pipeline_flags.hpp"
#include "tools/cli/signal_choice.hpp"
#include "tools/cli/strategy_loader.hpp"
#include "tools/cli/wall_clock.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace stratgen {
namespace {

// The end of a day, or now if that is today.
Result<std::int64_t> parse_as_of(const std::string& text) {
  const std::int64_t now = seconds_now();
  STRATGEN_TRY(const std::int64_t begin, parse_date(text));
  STRATGEN_TRY(const std::int64_t end, parse_date(text, DayEdge::End));
  if (begin <= now) return std::min(end, now);
  return fail(Fault::Usage, fmt::format("--as-of {}: it is only {}; nobody knows what strategies "
                                        "will want then",
                                        text, to_iso(now, Clock::Utc)));
}

}  // namespace

void add_signal_flags(CLI::App& command, SignalFlags& flags) {
  flags.engine.cash = 100000;
  flags.engine.commission = "0.001";
  command.add_flag("--sample", flags.sample, "Use the bars bundled with stratgen");
  command.add_option("--only", flags.only,
                     "Documents whose slug or category/slug matches, e.g. 'sma-*'");
  command.add_option("--jobs", flags.jobs,
                     "Strategies at a time (default: one per core); results do not depend on it");
  command
      .add_option(
          "--top-n", flags.top_n,
          "The best of optimize: PASS before MARGINAL, then by the test part's Sharpe ratio")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command.add_option("--from", flags.from,
                     "First day to trade (default 2020-01-01; --sample: all bars)");
  command.add_option("--as-of", flags.as_of,
                     "Day or UTC time that counts as now: later bars are not used (default: the "
                     "clock; --sample: the end of the bars)");
  command
      .add_option("--max-age", flags.max_age,
                  "Bars that may be missing; more are an error of the strategy")
      ->check(CLI::Range(0, 10'000))
      ->capture_default_str();
  command.add_flag("--allow-defects", flags.allow_defects,
                   "Trade bars of the store although they have severe defects");
  add_in_process_flag(command, flags.in_process);
  add_engine_flags(command, flags.engine);
}

Result<SignalSettings> signal_settings(const SignalFlags& flags) {
  SignalSettings settings;
  STRATGEN_TRY(settings.run, run_options(flags.engine));
  const bool whole = flags.sample && flags.from.empty();
  const std::string from = flags.from.empty() ? "2020-01-01" : flags.from;
  if (!whole) {
    STRATGEN_TRY(settings.period, parse_period(from, ""));
  }
  if (!flags.as_of.empty()) {
    STRATGEN_TRY(settings.when.now, parse_as_of(flags.as_of));
  } else if (!flags.sample) {
    settings.when.now = seconds_now();
  }
  settings.when.max_age = flags.max_age;
  return settings;
}

Result<std::vector<StrategySignal>> signals_of(std::span<const OptimizeResult> results,
                                               const SignalPipeline& pipeline, int jobs,
                                               const std::atomic<bool>& interrupted) {
  Places<StrategySignal> places(results.size());
  STRATGEN_CHECK(
      run_places(empty_places(places), jobs, interrupted, [&](std::size_t i) -> Result<void> {
        places[i] = signal_of(results[i], pipeline);
        return {};
      }));
  if (interrupted) return fail(Fault::Interrupted, "interrupted; there is no signal yet");
  return present(std::move(places));
}

Result<std::vector<StrategySignal>> best_signals(const SignalFlags& flags,
                                                 const SignalSettings& settings, Context& context) {
  context.in_process = flags.in_process;
  STRATGEN_TRY(const int jobs, number_of_jobs(flags.jobs));
  STRATGEN_TRY(const BarSource bars, flags.sample
                                         ? sample_source(context.home)
                                         : store_source(context.workspace, flags.allow_defects));
  STRATGEN_TRY(ResultStore store, ResultStore::open(context.workspace));
  STRATGEN_TRY(auto optimized, store.load_optimized());
  STRATGEN_TRY(const std::vector<OptimizeResult> chosen,
               worth_trading(std::move(optimized), flags.only, flags.top_n));
  STRATGEN_TRY(Loader loader, make_loader(context, jobs));
  return signals_of(chosen, {context.workspace / "generated", loader, bars, settings}, jobs,
                    context.catch_interrupts());
}

}  // namespace stratgen
