// stratgen backtest: one strategy, one table of bars, one report.
#include "tools/cli/backtest.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/diagnostics.hpp"
#include "tools/cli/observed.hpp"
#include "tools/cli/spec_market.hpp"
#include "tools/cli/strategy_loader.hpp"
#include "tools/cli/strategy_source.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <utility>

namespace stratgen {
namespace {

constexpr std::chrono::seconds observed_for{2};  // some thousand samples

struct CommandFlags {
  std::string strategy;
  BacktestFlags backtest;
  bool in_process = false;
  Observer observer = Observer::None;
};

// Compiled once more and run in this process, so that an observer sees it.
Result<void> run_observed(const CommandFlags& flags, const StrategySource& source,
                          const RunInput& input, Context& context) {
  STRATGEN_TRY(const ObservedCode code, observed_code(context, source, flags.observer));
  STRATGEN_TRY(Jit jit, Jit::create(code.jit));
  Loader loader(std::move(jit), std::nullopt, std::nullopt);
  STRATGEN_TRY(CompiledSource compiled, loader.compile(source.text, code.compile));
  STRATGEN_TRY(const LoadedStrategy loaded, loader.load(std::move(compiled), *input.data));
  if (flags.observer == Observer::Profiler)
    STRATGEN_CHECK(repeat(loaded.program, input, observed_for));
  return backtest(loaded.program, input, flags.backtest, context);
}

Result<void> compile_and_run(const CommandFlags& flags, Context& context) {
  context.in_process = flags.in_process;
  STRATGEN_TRY(const StrategySource source, find_strategy(context, flags.strategy));
  STRATGEN_TRY(Loader loader, make_loader(context));
  auto compiled = loader.compile(source.text, options_for(source));
  if (!compiled)
    return tl::unexpected(after_findings(context, std::move(compiled.error()), source));

  STRATGEN_TRY(const RunInput input,
               read_run_input(context, flags.backtest.run,
                              spec_market(context, source, flags.backtest.run.allow_defects)));
  STRATGEN_TRY(const LoadedStrategy loaded, loader.load(std::move(*compiled), *input.data));
  if (flags.observer != Observer::None) return run_observed(flags, source, input, context);
  return backtest(loaded.program, input, flags.backtest, context);
}

}  // namespace

void add_backtest_command(CLI::App& app, Action& chosen) {
  auto flags = std::make_shared<CommandFlags>();
  CLI::App& command = *app.add_subcommand("backtest", "Run one strategy over one table of bars");
  command.footer(
      "Example: stratgen backtest my.cpp --data SPY.csv --param fast=10 --commission 0.001");
  command
      .add_option("STRATEGY", flags->strategy, "A .cpp file, or the name of an emitted strategy")
      ->required();
  add_backtest_flags(command, flags->backtest);
  add_in_process_flag(command, flags->in_process);
  auto* const debug = command.add_flag_callback(
      "--debug", [flags] { flags->observer = Observer::Debugger; },
      "Unoptimised code that gdb sees; docs/DEBUGGING.md");
  command
      .add_flag_callback(
          "--perf", [flags] { flags->observer = Observer::Profiler; },
          "Run it for two seconds, in code that perf sees; docs/DEBUGGING.md")
      ->excludes(debug);
  command.callback([flags, &chosen] {
    chosen = [flags](Context& context) { return compile_and_run(*flags, context); };
  });
}

}  // namespace stratgen
