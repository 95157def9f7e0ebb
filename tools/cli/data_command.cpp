// stratgen data: bars into the workspace's store, and what it holds.
#include "runtime/market/bar_store.hpp"
#include "runtime/market/csv.hpp"
#include "runtime/market/timeframe.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/data_commands.hpp"
#include "tools/cli/data_quality.hpp"
#include "tools/cli/diagnostics.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/table.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <memory>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

struct ImportFlags {
  std::vector<std::string> files;
  std::string symbol;
};

std::int64_t now_seconds() {
  using namespace std::chrono;
  return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

Json revision_json(const BarRevision& revision) {
  return {{"symbol", revision.symbol},
          {"timeframe", revision.timeframe},
          {"rows", revision.rows},
          {"first", to_iso(revision.first, revision.clock)},
          {"last", to_iso(revision.last, revision.clock)},
          {"source", revision.source},
          {"hash", revision.hash}};
}

Result<BarRevision> import_file(BarStore& store, const std::string& file, const ImportFlags& flags,
                                Context& context) {
  const std::filesystem::path path = file;
  std::error_code ec;
  const std::string symbol = flags.symbol.empty() ? path.stem().string() : flags.symbol;
  auto bars = read_csv(path, symbol);
  if (!bars) {
    if (bars.error().diagnostics.size() > 1) {
      context.err.write(render_diagnostics(context.err, bars.error().diagnostics, ""));
      bars.error().diagnostics.clear();  // said, also for --verbose
    }
    return tl::unexpected(std::move(bars.error()));
  }
  STRATGEN_TRY(const std::string timeframe, find_timeframe(*bars));
  return store.import({.bars = std::move(*bars),
                       .timeframe = timeframe,
                       .source = "file",
                       .origin = std::filesystem::weakly_canonical(path, ec).string(),
                       .fetched_at = now_seconds()});
}

Result<void> import(const ImportFlags& flags, Context& context) {
  if (!flags.symbol.empty() && flags.files.size() > 1) {
    return fail(Fault::Usage,
                "--symbol names one file's bars; without it each file's name is its symbol");
  }
  STRATGEN_TRY(BarStore store, BarStore::open(context.workspace));
  Json imported = Json::array();
  for (const std::string& file : flags.files) {
    STRATGEN_TRY(const BarRevision revision, import_file(store, file, flags, context));
    imported.push_back(revision_json(revision));
    if (!context.json) {
      context.out.line(fmt::format("{} {}: {} bars, {} to {}, from {}", revision.symbol,
                                   revision.timeframe,
                                   grouped(static_cast<long long>(revision.rows)),
                                   stamp_text(revision.first, revision.clock),
                                   stamp_text(revision.last, revision.clock), file));
    }
  }
  if (context.json) context.out.line(json_text({{"imported", imported}}));
  return {};
}

Result<void> list(Context& context) {
  STRATGEN_TRY(const BarStore store, BarStore::open(context.workspace));
  STRATGEN_TRY(const std::vector<BarRevision> revisions, store.list());
  if (context.json) {
    Json json = Json::array();
    for (const BarRevision& revision : revisions) json.push_back(revision_json(revision));
    context.out.line(json_text({{"bars", json}}));
    return {};
  }
  if (revisions.empty()) {
    context.out.line(
        "The store is empty; fill it with: stratgen data import FILE.csv --symbol NAME");
    return {};
  }
  Table table({{"symbol"},
               {"timeframe"},
               {"bars", true, 2},
               {"first", false, 3},
               {"last", false, 4},
               {"hash", false, 1},
               {"source"}});
  for (const BarRevision& revision : revisions) {
    table.row({revision.symbol, revision.timeframe, grouped(static_cast<long long>(revision.rows)),
               stamp_text(revision.first, revision.clock),
               stamp_text(revision.last, revision.clock), revision.hash.substr(0, 12),
               revision.source});
  }
  context.out.write(table.text(context.out, context.out.is_terminal() ? context.out.columns() : 0));
  return {};
}

}  // namespace

std::string stamp_text(std::int64_t time, Clock clock) {
  const std::string iso = to_iso(time, clock);
  return iso.ends_with("T00:00:00") ? iso.substr(0, 10) : iso;
}

void add_data_command(CLI::App& app, Action& chosen) {
  CLI::App& data = *app.add_subcommand("data", "Bars in and out of the workspace's store");
  data.require_subcommand(1);
  data.footer("Example: stratgen data import SPY.csv --symbol SPY");

  auto flags = std::make_shared<ImportFlags>();
  CLI::App& import_command = *data.add_subcommand("import", "Read CSV files into the store");
  import_command.footer(
      "Example: stratgen data import SPY.csv --symbol SPY\n"
      "         stratgen data import daily/*.csv");
  import_command.add_option("FILE", flags->files, "CSV with Date,Open,High,Low,Close[,Volume]")
      ->required();
  import_command.add_option("--symbol", flags->symbol,
                            "Name of the bars (default: the file's name)");
  import_command.callback(
      [flags, &chosen] { chosen = [flags](Context& context) { return import(*flags, context); }; });

  add_data_fetch(data, chosen);

  CLI::App& list_command = *data.add_subcommand("list", "What the store holds");
  list_command.footer("Example: stratgen data list --json");
  list_command.callback([&chosen] { chosen = [](Context& context) { return list(context); }; });

  add_data_verify(data, chosen);
  add_data_repair(data, chosen);
}

}  // namespace stratgen
