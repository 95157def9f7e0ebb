// stratgen export: results in the first stratgen's file layouts.
#include "runtime/base/file.hpp"
#include "runtime/store/export_v4.hpp"
#include "runtime/store/result_store.hpp"
#include "tools/cli/commands.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace stratgen {
namespace {

struct ExportFlags {
  std::string format;
  std::string file;
};

Result<void> export_results(const ExportFlags& flags, Context& context) {
  STRATGEN_TRY(const ResultStore store, ResultStore::open(context.workspace));
  STRATGEN_TRY(const std::vector<DiscoverResult> results, store.load());
  if (results.empty()) {
    return fail(Fault::Data, fmt::format("{} holds no results; run stratgen discover first",
                                         context.workspace.string()));
  }
  STRATGEN_TRY(const std::string json, export_v4(results));
  STRATGEN_CHECK(write_file(flags.file, json));
  if (context.json) {
    context.out.line(
        nlohmann::json{{"file", flags.file}, {"format", flags.format}, {"results", results.size()}}
            .dump());
  } else {
    context.out.line(
        fmt::format("{} results written to {} ({})", results.size(), flags.file, flags.format));
  }
  return {};
}

}  // namespace

void add_export_command(CLI::App& app, Action& chosen) {
  auto flags = std::make_shared<ExportFlags>();
  CLI::App& command =
      *app.add_subcommand("export", "Write results in the first stratgen's file layout");
  command.footer("Example: stratgen export --format v4 results_v4.json");
  command.add_option("--format", flags->format, "v4: the results of discover")
      ->required()
      ->check(CLI::IsMember({"v4"}));
  command.add_option("FILE", flags->file, "Where to write")->required();
  command.callback([flags, &chosen] {
    chosen = [flags](Context& context) { return export_results(*flags, context); };
  });
}

}  // namespace stratgen
