// stratgen inspect: what was emitted, by whom, from which document, and how it compiled.
#include "runtime/base/file.hpp"
#include "runtime/base/hash.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/diagnostics.hpp"
#include "tools/cli/inspect_modes.hpp"
#include "tools/cli/inspect_trace.hpp"
#include "tools/cli/inspect_why_not.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/strategy_loader.hpp"
#include "tools/cli/strategy_source.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace stratgen {
namespace {

struct InspectFlags {
  std::string strategy;
  bool source = false;
  bool spec = false;
  bool in_process = false;
  bool ir = false;
  bool assembly = false;
  bool remarks = false;
  std::string trace, why_not, other;
  RunFlags run;
};

using Json = nlohmann::ordered_json;

Result<Json> read_json(const std::filesystem::path& file) {
  STRATGEN_TRY(const std::string text, read_file(file));
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return fail(Fault::Data, fmt::format("{} is not JSON", file.string()));
  return json;
}

Result<void> show_spec(const std::string& strategy, Context& context) {
  if (strategy.ends_with(".cpp")) {
    return fail(Fault::Usage, fmt::format("{} was not emitted from a document, so it has no spec; "
                                          "name one of generated/",
                                          strategy));
  }
  STRATGEN_TRY(const std::filesystem::path folder, find_emitted(context, strategy));
  STRATGEN_TRY(const Json spec, read_json(folder / "spec.json"));
  context.out.line(json_text(spec, context.json ? -1 : 2));
  return {};
}

Json times_json(const CompileTimes& times) {
  return {{"scan_ms", times.scan.wall_ms},       {"parse_ms", times.parse.wall_ms},
          {"check_ms", times.check.wall_ms},     {"optimise_ms", times.optimise.wall_ms},
          {"codegen_ms", times.codegen.wall_ms}, {"total_ms", times.total().wall_ms}};
}

Result<void> show_summary(const StrategySource& source, Loader& loader, Context& context) {
  Json json = {{"file", source.file.string()}, {"source_hash", sha256(source.text)}};
  if (!source.folder.empty()) {
    STRATGEN_TRY(json["provenance"], read_json(source.folder / "provenance.json"));
  }
  CompileOptions options;
  options.file_name = source.file.string();
  const auto compiled = loader.check(source.text, options);
  json["compiles"] = compiled.has_value();
  json["diagnostics"] = diagnostics_json(
      compiled ? compiled->diagnostics : compiled.error().diagnostics, source.text);
  if (compiled) {
    json["class"] = compiled->class_name;
    json["compile"] = times_json(compiled->times);
  }
  if (context.json) {
    context.out.line(json_text(json));
    return {};
  }
  context.out.line(fmt::format("{:<16}{}", "file", source.file.string()));
  if (compiled) context.out.line(fmt::format("{:<16}{}", "class", compiled->class_name));
  const Json provenance = json.value("provenance", Json::object());
  for (const auto& [key, value] : provenance.items()) {
    context.out.line(fmt::format("{:<16}{}", key.substr(0, 15),
                                 value.is_string() ? value.get<std::string>() : json_text(value)));
  }
  context.out.line(fmt::format("{:<16}{}", "source hash", json["source_hash"].get<std::string>()));
  if (compiled) {
    const CompileTimes& t = compiled->times;
    context.out.line(fmt::format(
        "{:<16}{:.1f} ms: scan {:.1f}, parse {:.1f}, rules {:.1f}, optimise {:.1f}, code {:.1f}",
        "compiles in", t.total().wall_ms, t.scan.wall_ms, t.parse.wall_ms, t.check.wall_ms,
        t.optimise.wall_ms, t.codegen.wall_ms));
  } else {
    context.out.write("\n" +
                      render_diagnostics(context.out, compiled.error().diagnostics, source.text));
  }
  context.out.line(
      fmt::format("More: --source, {}--ir, --asm, --remarks, --trace, --why-not, --diff",
                  source.folder.empty() ? "" : "--spec, "));
  return {};
}

Result<void> inspect(const InspectFlags& flags, Context& context) {
  if (flags.spec) return show_spec(flags.strategy, context);
  STRATGEN_TRY(const StrategySource source, find_strategy(context, flags.strategy));
  context.in_process = flags.in_process;
  STRATGEN_TRY(Loader loader, make_loader(context));
  if (flags.source) return show_source(source, loader, context);
  if (flags.ir) return show_ir(source, loader, context);
  if (flags.assembly) return show_asm(source, loader, context);
  if (flags.remarks) return show_remarks(source, loader, context);
  if (!flags.trace.empty()) return show_trace(source, flags.run, flags.trace, loader, context);
  if (!flags.why_not.empty())
    return show_why_not(source, flags.run, flags.why_not, loader, context);
  if (!flags.other.empty()) {
    STRATGEN_TRY(const StrategySource other, find_strategy(context, flags.other));
    return show_difference(source, other, flags.run, loader, context);
  }
  return show_summary(source, loader, context);
}

}  // namespace

void add_inspect_command(CLI::App& app, Action& chosen) {
  auto flags = std::make_shared<InspectFlags>();
  CLI::App& command = *app.add_subcommand(
      "inspect", "Show what was emitted, by whom, from which document, and what became of it");
  command.footer(
      "Shows one thing at a time; without a choice, where it came from and how it compiles.\n"
      "--verbose adds to --asm the lines of the contract headers, and to --remarks what LLVM says\n"
      "about all other code.\n"
      "Example: stratgen inspect sma-crossover --source\n"
      "         stratgen inspect my.cpp --asm\n"
      "         stratgen inspect my.cpp --remarks --json\n"
      "         stratgen inspect sma-crossover --trace 2008-03-01..2008-03-31\n"
      "         stratgen inspect my.cpp --why-not 2008-03-12 --data SPY.csv --param fast=10\n"
      "         stratgen inspect sma-crossover --diff my.cpp");
  command
      .add_option("STRATEGY", flags->strategy, "The name of an emitted strategy, or a .cpp file")
      ->required();
  CLI::Option_group& views = *command.add_option_group("Views", "What to show");
  views.require_option(0, 1);
  views.add_flag("--source", flags->source, "The C++ with line numbers");
  views.add_flag("--spec", flags->spec, "The spec it was written from");
  views.add_flag("--ir", flags->ir, "LLVM's IR after the optimiser");
  views.add_flag("--asm", flags->assembly, "The machine code below the lines that it came from");
  views.add_flag("--remarks", flags->remarks,
                 "What was inlined, unrolled, vectorised, what was not and why");
  views.add_option("--trace", flags->trace,
                   "FROM..TO: what it saw and did at these bars, by date or number");
  views.add_option("--why-not", flags->why_not,
                   "DATE or number of a bar: what stood between it and a trade there");
  views
      .add_option("--diff", flags->other,
                  "How OTHER, a name or file, differs from it in text and behaviour")
      ->type_name("OTHER");
  add_in_process_flag(command, flags->in_process);
  add_run_flags(*command.add_option_group("Runs",
                                          "What --trace, --why-not and --diff run on; an "
                                          "emitted strategy needs no --data"),
                flags->run);
  command.callback([flags, &chosen] {
    chosen = [flags](Context& context) { return inspect(*flags, context); };
  });
}

}  // namespace stratgen
