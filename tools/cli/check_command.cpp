// stratgen check: compiles a source and holds it against the rules, without running it.
#include "runtime/base/file.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/diagnostics.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/strategy_loader.hpp"
#include "tools/cli/strategy_source.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>
#include <memory>

namespace stratgen {
namespace {

void print_json(Context& context, const StrategySource& source, bool ok,
                std::span<const Diagnostic> diagnostics, double ms) {
  const nlohmann::ordered_json json = {
      {"ok", ok}, {"diagnostics", diagnostics_json(diagnostics, source.text)}, {"compile_ms", ms}};
  context.out.line(json_text(json));
}

Result<void> check(const std::string& strategy, Context& context) {
  STRATGEN_TRY(const StrategySource source, find_strategy(context, strategy));
  STRATGEN_TRY(Loader loader, make_loader(context));
  const auto start = std::chrono::steady_clock::now();
  auto compiled = loader.check(source.text, options_for(source));
  const std::chrono::duration<double, std::milli> elapsed =
      std::chrono::steady_clock::now() - start;
  if (!compiled) {
    Error& error = compiled.error();
    if (!context.json) return tl::unexpected(after_findings(context, std::move(error), source));
    if (error.fault == Fault::Strategy)
      print_json(context, source, false, error.diagnostics, elapsed.count());
    error.diagnostics.clear();  // said, also for --verbose
    return tl::unexpected(std::move(error));
  }
  if (context.json) {
    print_json(context, source, true, compiled->diagnostics, elapsed.count());
  } else {
    context.err.write(render_diagnostics(context.err, compiled->diagnostics, source.text));
    context.out.line(fmt::format("{} {}: {} compiles and keeps the rules ({:.0f} ms)",
                                 context.out.paint(Colour::Green, "ok"), source.file.string(),
                                 compiled->class_name, elapsed.count()));
  }
  return {};
}

}  // namespace

void add_check_command(CLI::App& app, Action& chosen) {
  auto strategy = std::make_shared<std::string>();
  CLI::App& command =
      *app.add_subcommand("check", "Compile a strategy and hold it against the rules");
  command.footer("Example: stratgen check my.cpp --json");
  command.add_option("STRATEGY", *strategy, "A .cpp file, or the name of an emitted strategy")
      ->required();
  auto in_process = std::make_shared<bool>(false);
  add_in_process_flag(command, *in_process);
  command.callback([strategy, in_process, &chosen] {
    chosen = [strategy, in_process](Context& context) {
      context.in_process = *in_process;
      return check(*strategy, context);
    };
  });
}

}  // namespace stratgen
