// stratgen data list: what the store holds.
#include "runtime/market/bar_store.hpp"
#include "tools/cli/data_commands.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/table.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

Json revision_json(const BarRevision& revision) {
  return {{"symbol", revision.symbol},
          {"timeframe", revision.timeframe},
          {"rows", revision.rows},
          {"first", to_iso(revision.first, revision.clock)},
          {"last", to_iso(revision.last, revision.clock)},
          {"source", revision.source},
          {"hash", revision.hash}};
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

void add_data_list(CLI::App& data, Action& chosen) {
  CLI::App& command = *data.add_subcommand("list", "What the store holds");
  command.footer("Example: stratgen data list --json");
  command.callback([&chosen] { chosen = [](Context& context) { return list(context); }; });
}

}  // namespace stratgen
