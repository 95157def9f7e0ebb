// stratgen backtest: one strategy, one table of bars, one report.
#include "tools/cli/backtest.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/compiled_strategy.hpp"
#include "tools/cli/diagnostics.hpp"
#include "tools/cli/observed.hpp"
#include "tools/cli/strategy_source.hpp"

#include <CLI/CLI.hpp>

#include <chrono>
#include <memory>

namespace stratgen {
namespace {

constexpr std::chrono::seconds observed_for{2};  // some thousand samples

struct CommandFlags {
  std::string strategy;
  BacktestFlags backtest;
  Observer observer = Observer::None;
};

Result<void> compile_and_run(const CommandFlags& flags, Context& context) {
  STRATGEN_TRY(const StrategySource source, find_strategy(context, flags.strategy));
  STRATGEN_TRY(const BacktestInput input, read_input(context, flags.backtest));
  STRATGEN_TRY(const ObservedCode code, observed_code(context, source, flags.observer));
  STRATGEN_TRY(Jit jit, Jit::create(code.jit));
  auto compiled = compile_strategy(jit, source.text, code.compile);
  if (!compiled) {
    context.err.write(render_diagnostics(context.err, compiled.error().diagnostics, source.text));
    compiled.error().diagnostics.clear();  // said, also for --verbose
    return tl::unexpected(std::move(compiled.error()));
  }
  if (flags.observer == Observer::Profiler)
    STRATGEN_CHECK(repeat(compiled->program, input, observed_for));
  return backtest(compiled->program, input, context);
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
