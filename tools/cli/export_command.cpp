// stratgen export: results in the first stratgen's file layouts.
#include "runtime/base/file.hpp"
#include "runtime/store/export_v4.hpp"
#include "runtime/store/export_v5.hpp"
#include "runtime/store/export_v6.hpp"
#include "runtime/store/result_store.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/output_file.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <set>

namespace stratgen {
namespace {

struct ExportFlags {
  std::string format;
  std::string file;
};

struct Export {
  std::string json;
  std::size_t results = 0;
};

template <class R>
Result<void> require_any(const std::vector<R>& results, const Context& context,
                         const char* command) {
  if (!results.empty()) return {};
  return fail(Fault::Data, fmt::format("{} holds no results; run stratgen {} first",
                                       context.workspace.string(), command));
}

// All accounts that this workspace traded. The names are those that optimize knows today.
Result<Export> export_runs(const ResultStore& store, const Context& context) {
  STRATGEN_TRY(const TradeLog log, TradeLog::open(context.workspace));
  STRATGEN_TRY(const std::vector<LoggedRun> runs, log.all_runs());
  STRATGEN_TRY(const std::vector<OptimizeResult> results, store.load_optimized());
  std::map<std::string, std::string> names;
  for (const OptimizeResult& result : results) names[result.document] = result.name;
  std::set<std::string> accounts;
  for (const LoggedRun& run : runs) accounts.insert(run.account);
  std::vector<Intent> all;
  for (const std::string& account : accounts) {
    STRATGEN_TRY(std::vector<Intent> intents,
                 log.intents(account, std::numeric_limits<std::int64_t>::min()));
    std::move(intents.begin(), intents.end(), std::back_inserter(all));
  }
  return Export{export_v6(runs, all, names), runs.size()};
}

Result<Export> make_export(const std::string& format, const ResultStore& store,
                           const Context& context) {
  if (format == "v6") return export_runs(store, context);
  if (format == "v5") {
    STRATGEN_TRY(const std::vector<OptimizeResult> results, store.load_optimized());
    STRATGEN_CHECK(require_any(results, context, "optimize"));
    return Export{export_v5(results), results.size()};
  }
  STRATGEN_TRY(const std::vector<DiscoverResult> results, store.load());
  STRATGEN_CHECK(require_any(results, context, "discover"));
  STRATGEN_TRY(std::string json, export_v4(results));
  return Export{std::move(json), results.size()};
}

Result<void> export_results(const ExportFlags& flags, Context& context) {
  STRATGEN_TRY(const ResultStore store, ResultStore::open(context.workspace));
  STRATGEN_TRY(const Export made, make_export(flags.format, store, context));
  STRATGEN_TRY(const std::filesystem::path file, output_file(flags.file));
  STRATGEN_CHECK(write_file(file, made.json));
  if (context.json) {
    context.out.line(
        json_text({{"file", flags.file}, {"format", flags.format}, {"results", made.results}}));
  } else {
    context.out.line(fmt::format("{} {} written to {} ({})", made.results,
                                 flags.format == "v6" ? "runs" : "results", flags.file,
                                 flags.format));
  }
  return {};
}

}  // namespace

void add_export_command(CLI::App& app, Action& chosen) {
  auto flags = std::make_shared<ExportFlags>();
  CLI::App& command =
      *app.add_subcommand("export", "Write results in the first stratgen's file layout");
  command.footer("Example: stratgen export --format v5 results_v5.json");
  command
      .add_option("--format", flags->format,
                  "v4: the results of discover; v5: those of optimize; v6: the runs")
      ->required()
      ->check(CLI::IsMember({"v4", "v5", "v6"}));
  command.add_option("FILE", flags->file, "Where to write")->required();
  command.callback([flags, &chosen] {
    chosen = [flags](Context& context) { return export_results(*flags, context); };
  });
}

}  // namespace stratgen
