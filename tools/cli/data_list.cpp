// stratgen data list: what the store holds.
#include "tools/cli/data_commands.hpp"
#include "tools/cli/data_revision.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/table.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

std::string revision_table(const Context& context, const std::vector<BarRevision>& revisions) {
  Table table({{"revision", true, 2},
               {"symbol"},
               {"timeframe"},
               {"bars", true, 4},
               {"first", false, 5},
               {"last", false, 6},
               {"source"},
               {"adjusted", false, 7},
               {"fetched", false, 3},
               {"defects"},
               {"hash", false, 8},
               {"origin", false, 1}});
  for (const BarRevision& revision : revisions) {
    table.row({fmt::format("{}", revision.id), revision.symbol, revision.timeframe,
               grouped(static_cast<long long>(revision.rows)),
               stamp_text(revision.first, revision.clock),
               stamp_text(revision.last, revision.clock), revision.source,
               std::string(to_text(revision.adjustment)),
               to_iso(revision.fetched_at, Clock::Utc).substr(0, 10),
               defects_text(revision.defects), revision.hash.substr(0, 12), revision.origin});
  }
  return table.text(context.out, context.out.is_terminal() ? context.out.columns() : 0);
}

// The newest first, of all timeframes.
Result<std::vector<BarRevision>> all_revisions(const BarStore& store, const std::string& symbol) {
  STRATGEN_TRY(const std::vector<BarRevision> newest, store.list());
  std::vector<BarRevision> all;
  for (const BarRevision& each : newest) {
    if (each.symbol != symbol) continue;
    STRATGEN_TRY(const std::vector<BarRevision> some, store.revisions(symbol, each.timeframe));
    all.insert(all.end(), some.begin(), some.end());
  }
  if (!all.empty()) return all;
  return fail(Fault::Data,
              fmt::format("there are no bars of {0} in the store; import some: stratgen data "
                          "import FILE --symbol {0}",
                          symbol));
}

Result<void> list(const std::string& symbol, Context& context) {
  STRATGEN_TRY(const BarStore store, BarStore::open(context.workspace));
  STRATGEN_TRY(const std::vector<BarRevision> revisions,
               symbol.empty() ? store.list() : all_revisions(store, symbol));
  if (context.json) {
    Json json = Json::array();
    for (const BarRevision& revision : revisions) json.push_back(revision_json(revision));
    context.out.line(json_text({{symbol.empty() ? "bars" : "revisions", json}}));
  } else if (revisions.empty()) {
    context.out.line(
        "The store is empty; fill it with: stratgen data import FILE.csv --symbol NAME");
  } else {
    context.out.write(revision_table(context, revisions));
  }
  return {};
}

}  // namespace

void add_data_list(CLI::App& data, Action& chosen) {
  auto symbol = std::make_shared<std::string>();
  CLI::App& command = *data.add_subcommand("list", "What the store holds");
  command.footer(
      "Example: stratgen data list --json\n"
      "         stratgen data list --revisions SPY");
  command.add_option("--revisions", *symbol, "All revisions of a symbol instead of the newest");
  command.callback([symbol, &chosen] {
    chosen = [symbol](Context& context) { return list(*symbol, context); };
  });
}

}  // namespace stratgen
