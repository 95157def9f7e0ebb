// stratgen check: compiles a source and holds it against the rules, without running it.
#include "runtime/base/file.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/compiled_strategy.hpp"
#include "tools/cli/diagnostics.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/strategy_source.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>
#include <memory>

namespace stratgen {
namespace {

void print_json(Context& context, bool ok, std::span<const Diagnostic> diagnostics, double ms) {
  const nlohmann::ordered_json json = {
      {"ok", ok}, {"diagnostics", diagnostics_json(diagnostics)}, {"compile_ms", ms}};
  context.out.line(json_text(json));
}

Result<void> check(const std::string& strategy, Context& context) {
  STRATGEN_TRY(const StrategySource source, find_strategy(context, strategy));
  STRATGEN_TRY(Jit jit, Jit::create());
  CompileOptions options;
  options.file_name = source.file.string();
  const auto start = std::chrono::steady_clock::now();
  auto compiled = compile_strategy(jit, source.text, options);
  const std::chrono::duration<double, std::milli> elapsed =
      std::chrono::steady_clock::now() - start;
  if (!compiled) {
    const std::vector<Diagnostic>& diagnostics = compiled.error().diagnostics;
    if (context.json)
      print_json(context, false, diagnostics, elapsed.count());
    else
      context.err.write(render_diagnostics(context.err, diagnostics, source.text));
    compiled.error().diagnostics.clear();  // said, also for --verbose
    return tl::unexpected(std::move(compiled.error()));
  }
  if (context.json) {
    print_json(context, true, {}, elapsed.count());
  } else {
    context.out.line(fmt::format("{} {}: {} compiles and keeps the rules ({:.0f} ms)",
                                 context.out.paint(Colour::Green, "ok"), source.file.string(),
                                 compiled->program.name, elapsed.count()));
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
  command.callback([strategy, &chosen] {
    chosen = [strategy](Context& context) { return check(*strategy, context); };
  });
}

}  // namespace stratgen
