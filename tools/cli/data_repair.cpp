// stratgen data repair: a new revision of a symbol's bars with the safe repairs done.
#include "runtime/market/repair.hpp"
#include "tools/cli/data_commands.hpp"
#include "tools/cli/data_quality.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/wall_clock.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

struct RepairFlags {
  std::string symbol;
  std::string timeframe = "1d";
  bool dry_run = false;
  RepairChoices choices;
};

bool adjusts_a_split(const Repaired& repaired) {
  for (const RepairStep& step : repaired.steps) {
    if (step.kind == "split") return true;
  }
  return false;
}

// The repaired bars as a revision that says what it was made of.
Result<NewBars> new_revision(const BarStore& store, const BarRevision& old,
                             const Repaired& repaired) {
  NewBars bars{.bars = repaired.bars, .timeframe = old.timeframe, .source = "repair"};
  bars.origin = "repair of " + old.hash.substr(0, 12);
  for (const RepairStep& step : repaired.steps) {
    bars.origin += "; " + step.what;
    bars.defects.push_back({.kind = "repair",
                            .severity = Severity::Note,
                            .bar = {},
                            .time = {},
                            .line = {},
                            .message = step.what,
                            .repair = ""});
  }
  bars.adjustment = old.adjustment == Adjustment::Raw && adjusts_a_split(repaired)
                        ? Adjustment::Splits
                        : old.adjustment;
  STRATGEN_TRY(bars.actions, store.actions(old));
  STRATGEN_TRY(std::optional<Bars> raw, store.raw(old));
  if (raw && raw->time == bars.bars.time) bars.raw = std::move(raw);
  bars.fetched_at = old.fetched_at;  // what is in them is not newer
  return bars;
}

void print(const BarRevision& old, const Repaired& repaired, const DefectCounts& left,
           const std::optional<BarRevision>& written, Console& out) {
  if (repaired.steps.empty()) {
    out.line(fmt::format("{} {}: nothing that is safe to repair", old.symbol, old.timeframe));
  }
  for (const RepairStep& step : repaired.steps) {
    out.line(fmt::format("{} {}: {}: {}", old.symbol, old.timeframe, step.kind, step.what));
  }
  if (written) {
    out.line(fmt::format("{} {}: revision {} replaces {}", old.symbol, old.timeframe,
                         written->hash.substr(0, 12), old.hash.substr(0, 12)));
  } else if (!repaired.steps.empty()) {
    out.line("Nothing was written; leave --dry-run out to write it.");
  }
  if (left.severe + left.warnings > 0) {
    out.line(fmt::format("Left: {} severe, {} warnings; stratgen data verify {} shows them.",
                         left.severe, left.warnings, old.symbol));
  }
}

Json result_json(const BarRevision& old, const Repaired& repaired, const DefectCounts& left,
                 const std::optional<BarRevision>& written) {
  Json steps = Json::array();
  for (const RepairStep& step : repaired.steps) {
    steps.push_back({{"kind", step.kind}, {"what", step.what}});
  }
  return {{"symbol", old.symbol},
          {"timeframe", old.timeframe},
          {"repaired", old.hash},
          {"hash", written ? Json(written->hash) : Json()},
          {"steps", steps},
          {"left", {{"severe", left.severe}, {"warnings", left.warnings}, {"notes", left.notes}}}};
}

Result<void> repair_symbol(const RepairFlags& flags, Context& context) {
  STRATGEN_TRY(BarStore store, BarStore::open(context.workspace));
  STRATGEN_TRY(const std::vector<BarRevision> revisions,
               chosen_revisions(store, {flags.symbol}, flags.timeframe));
  const BarRevision& old = revisions.front();
  STRATGEN_TRY(const Bars bars, store.load(old));
  const std::int64_t now = seconds_now();
  Surroundings surroundings(store, now);
  STRATGEN_TRY(const Expectations known, surroundings.of(old));
  const Repaired repaired = repair(bars, known, flags.choices);
  const DefectCounts left = count_defects(verify(repaired.bars, known));
  std::optional<BarRevision> written;
  if (!repaired.steps.empty() && !flags.dry_run) {
    STRATGEN_TRY(const NewBars revision, new_revision(store, old, repaired));
    STRATGEN_TRY(written, store.import(revision));
  }
  if (context.json) {
    context.out.line(json_text(result_json(old, repaired, left, written)));
  } else {
    print(old, repaired, left, written, context.out);
  }
  return {};
}

}  // namespace

void add_data_repair(CLI::App& data, Action& chosen) {
  auto flags = std::make_shared<RepairFlags>();
  CLI::App& command =
      *data.add_subcommand("repair", "Write a new revision of bars with the safe repairs done");
  command.footer(
      "Safe are: duplicates, order, prices of zero, high and low that do not hold open and close,\n"
      "and splits that are announced or beyond doubt. What is only suspected stays.\n"
      "Example: stratgen data repair KLAC --dry-run");
  command.add_option("SYMBOL", flags->symbol, "Whose bars")->required();
  command.add_option("--timeframe", flags->timeframe, "Which of its bars (default: 1d)");
  command.add_flag("--dry-run", flags->dry_run, "Say what would be done, write nothing");
  command.add_flag("--clip-wicks", flags->choices.clip_wicks,
                   "Also clip highs and lows far outside their neighbours");
  command.callback([flags, &chosen] {
    chosen = [flags](Context& context) { return repair_symbol(*flags, context); };
  });
}

}  // namespace stratgen
