// stratgen data resample: longer bars out of shorter ones, both in the store.
#include "runtime/market/resample.hpp"
#include "runtime/market/timeframe.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/data_commands.hpp"
#include "tools/cli/data_quality.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/stored_bars.hpp"
#include "tools/cli/table.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace stratgen {
namespace {

struct ResampleFlags {
  std::string symbol;
  std::string to, from;
};

// The bars named, or the longest of which such could be made.
Result<BarRevision> source_of(const BarStore& store, const ResampleFlags& flags) {
  std::vector<BarRevision> found;
  if (flags.from.empty()) {
    STRATGEN_TRY(found, shorter_revisions(store, flags.symbol, flags.to));
  } else {
    STRATGEN_TRY(found, store.revisions(flags.symbol, flags.from));
  }
  if (!found.empty()) return found.front();
  const std::string wanted =
      flags.from.empty() ? "bars shorter than " + flags.to : flags.from + " bars";
  return fail(Fault::Data,
              fmt::format("the store has no {} of {}; import or fetch some: stratgen data import "
                          "FILE --symbol {}",
                          wanted, flags.symbol, flags.symbol));
}

// What is told of the source holds for what is made of it.
Result<NewBars> made_of(const BarStore& store, const BarRevision& source, const std::string& to) {
  STRATGEN_TRY(const Bars bars, store.load(source));
  STRATGEN_TRY(const BarKind kind, bar_kind(bars));
  NewBars made;
  STRATGEN_TRY(made.bars, resample(bars, kind, to));
  STRATGEN_TRY(const std::optional<Bars> raw, store.raw(source));
  if (raw) {
    STRATGEN_TRY(made.raw, resample(*raw, kind, to));
  }
  STRATGEN_TRY(made.actions, store.actions(source));
  made.timeframe = to;
  made.source = "resample";
  made.origin = fmt::format("{} {}", source.timeframe, source.hash);
  made.adjustment = source.adjustment;
  made.fetched_at = source.fetched_at;
  return made;
}

Result<void> run(const ResampleFlags& flags, Context& context) {
  if (!timeframe_seconds(flags.to)) {
    return fail(
        Fault::Usage,
        fmt::format("--to {}: there is no such time frame; use 5m, 15m, 1h, 4h, 1d, 1wk or 1mo",
                    flags.to));
  }
  STRATGEN_TRY(BarStore store, BarStore::open(context.workspace));
  STRATGEN_TRY(const BarRevision source, source_of(store, flags));
  STRATGEN_TRY(const NewBars made, made_of(store, source, flags.to));
  STRATGEN_TRY(const BarRevision revision, store.import(made));
  if (context.json) {
    context.out.line(json_text({{"symbol", revision.symbol},
                                {"timeframe", revision.timeframe},
                                {"from_timeframe", source.timeframe},
                                {"from_hash", source.hash},
                                {"rows", revision.rows},
                                {"first", to_iso(revision.first, revision.clock)},
                                {"last", to_iso(revision.last, revision.clock)},
                                {"source", revision.source},
                                {"hash", revision.hash}}));
    return {};
  }
  context.out.line(fmt::format("{} {}: {} bars, {} to {}, made of {} {} bars", revision.symbol,
                               revision.timeframe, grouped(static_cast<long long>(revision.rows)),
                               stamp_text(revision.first, revision.clock),
                               stamp_text(revision.last, revision.clock),
                               grouped(static_cast<long long>(source.rows)), source.timeframe));
  return {};
}

}  // namespace

void add_data_resample(CLI::App& data, Action& chosen) {
  auto flags = std::make_shared<ResampleFlags>();
  CLI::App& command = *data.add_subcommand("resample", "Make longer bars of shorter ones");
  command.footer(
      "Example: stratgen data resample SPY --to 1h\n"
      "         stratgen data resample BTCUSDT --to 4h --from-timeframe 1m\n"
      "A last bar that is not finished is left out. How sessions, days and weeks are cut: "
      "docs/MARKET_DATA.md");
  command.add_option("SYMBOL", flags->symbol, "Market whose bars the store has")->required();
  command.add_option("--to", flags->to, "5m, 15m, 30m, 1h, 4h, 1d, 1wk or 1mo")->required();
  command.add_option("--from-timeframe", flags->from,
                     "Of the bars to make them of (default: the longest that fit)");
  command.callback(
      [flags, &chosen] { chosen = [flags](Context& context) { return run(*flags, context); }; });
}

}  // namespace stratgen
