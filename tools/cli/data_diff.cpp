// stratgen data diff: what changed between two revisions of a market's bars, and why.
#include "runtime/market/bar_diff.hpp"
#include "tools/cli/data_commands.hpp"
#include "tools/cli/data_revision.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/table.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;
using Kind = BarChange::Kind;

struct DiffFlags {
  std::string symbol;
  std::string timeframe = "1d";
  std::string source, from, to;
};

struct Side {
  BarRevision revision;
  Bars bars;
};

struct Compared {
  Side from, to;
  std::vector<BarChange> changes;
};

constexpr std::string_view list_command = "stratgen data list --revisions";

// By its number, or by how its hash begins.
Result<BarRevision> find_revision(const std::vector<BarRevision>& all, const std::string& name) {
  const auto found = std::ranges::find_if(all, [&](const BarRevision& revision) {
    return name == fmt::format("{}", revision.id) ||
           (name.size() >= 6 && revision.hash.starts_with(name));
  });
  if (found != all.end()) return *found;
  return fail(Fault::Usage, fmt::format("{} {} has no revision {}; see {} {}", all[0].symbol,
                                        all[0].timeframe, name, list_command, all[0].symbol));
}

// The one before `to`, if possible of the same source.
Result<BarRevision> revision_before(const std::vector<BarRevision>& all, const BarRevision& to) {
  const auto before = [&](bool same_source) {
    return std::ranges::find_if(all, [&, same_source](const BarRevision& revision) {
      return revision.id < to.id && (!same_source || revision.source == to.source);
    });
  };
  if (const auto found = before(true); found != all.end()) return *found;
  if (const auto found = before(false); found != all.end()) return *found;
  return fail(Fault::Data, fmt::format("{} {} has no revision before {}; see {} {}", to.symbol,
                                       to.timeframe, to.id, list_command, to.symbol));
}

Result<Compared> compare(const BarStore& store, const DiffFlags& flags) {
  STRATGEN_TRY(const std::vector<BarRevision> all,
               store.revisions(flags.symbol, flags.timeframe, flags.source));
  if (all.empty()) {  // whose error says what there is
    STRATGEN_CHECK(store.load(flags.symbol, flags.timeframe, flags.source));
  }
  Compared compared;
  STRATGEN_TRY(compared.to.revision,
               flags.to.empty() ? Result<BarRevision>(all[0]) : find_revision(all, flags.to));
  STRATGEN_TRY(compared.from.revision, flags.from.empty()
                                           ? revision_before(all, compared.to.revision)
                                           : find_revision(all, flags.from));
  std::vector<CorporateAction> actions;
  for (Side* side : {&compared.to, &compared.from}) {
    STRATGEN_TRY(side->bars, store.load(side->revision));
    STRATGEN_TRY(const std::vector<CorporateAction> told, store.actions(side->revision));
    actions.insert(actions.end(), told.begin(), told.end());
  }
  compared.changes = diff(compared.from.bars, compared.to.bars, actions);
  return compared;
}

std::string_view to_text(Kind kind) {
  switch (kind) {
    case Kind::Added:
      return "added";
    case Kind::Earlier:
      return "earlier";
    case Kind::Inserted:
      return "inserted";
    case Kind::Removed:
      return "removed";
    case Kind::Restated:
      return "restated";
    case Kind::Corrected:
      return "corrected";
    case Kind::Volume:
      return "volume";
    case Kind::Unfinished:
      return "unfinished";
    case Kind::Partial:
      return "partial";
  }
  return "";
}

// "high 140 to 139.5, volume 1000 to 1200"
std::string values_text(const Compared& compared, const BarChange& change) {
  const Bars &from = compared.from.bars, &to = compared.to.bars;
  std::vector<std::string> parts;
  const auto add = [&](std::string_view name, const BarColumn<double>& older,
                       const BarColumn<double>& newer) {
    const double before = older[*change.older_row], after = newer[*change.newer_row];
    if (before != after) parts.push_back(fmt::format("{} {:.10g} to {:.10g}", name, before, after));
  };
  add("open", from.open, to.open);
  add("high", from.high, to.high);
  add("low", from.low, to.low);
  add("close", from.close, to.close);
  add("volume", from.volume, to.volume);
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string action_text(const CorporateAction& action, Clock clock) {
  const std::string date = stamp_text(action.time, clock);
  if (action.kind == CorporateAction::Kind::Dividend)
    return fmt::format("dividend of {:.10g} on {}", action.value, date);
  return action.value < 1 ? fmt::format("split 1:{:.10g} on {}", 1 / action.value, date)
                          : fmt::format("split {:.10g}:1 on {}", action.value, date);
}

std::string restated_why(const BarChange& change, Clock clock) {
  if (change.action) return action_text(*change.action, clock);
  const std::string day =
      change.until ? fmt::format(" before {}", stamp_text(*change.until, clock)) : "";
  return fmt::format("a factor of {:.8g} on all prices{}; no known dividend or split explains it",
                     change.step, day);
}

std::string why(const Compared& compared, const BarChange& change) {
  switch (change.kind) {
    case Kind::Added:
      return "new bars at the end";
    case Kind::Earlier:
      return "new bars before the first";
    case Kind::Inserted:
      return "bars that were missing";
    case Kind::Removed:
      return "bars that are gone";
    case Kind::Restated:
      return restated_why(change, compared.to.bars.clock);
    case Kind::Unfinished:
      return "the last bar was not finished: " + values_text(compared, change);
    case Kind::Partial:
      return "the first bar was not whole: " + values_text(compared, change);
    case Kind::Corrected:
    case Kind::Volume:
      break;
  }
  if (change.rows == 1) return values_text(compared, change);
  return change.kind == Kind::Volume ? "volume alone" : "prices of bars in a row";
}

Json change_json(const Compared& compared, const BarChange& change) {
  const Clock clock = compared.to.bars.clock;
  Json json = {{"kind", to_text(change.kind)},
               {"rows", change.rows},
               {"first", to_iso(change.first, clock)},
               {"last", to_iso(change.last, clock)}};
  if (change.kind == Kind::Restated) {
    json["factor"] = change.factor;
    json["step"] = change.step;
    json["until"] = change.until ? Json(to_iso(*change.until, clock)) : Json();
    json["action"] = change.action ? Json(action_text(*change.action, clock)) : Json();
  }
  json["why"] = why(compared, change);
  return json;
}

std::string revision_text(const BarRevision& revision) {
  return fmt::format(
      "{} ({}, {}, fetched {}, {})", revision.id, revision.source, to_text(revision.adjustment),
      to_iso(revision.fetched_at, Clock::Utc).substr(0, 10), revision.hash.substr(0, 12));
}

void print(const Compared& compared, Context& context) {
  constexpr std::size_t most = 50;
  const BarRevision& to = compared.to.revision;
  context.out.line(fmt::format("{} {}: revision {} to {}", to.symbol, to.timeframe,
                               revision_text(compared.from.revision), revision_text(to)));
  if (compared.changes.empty()) {
    context.out.line("The bars are the same.");
    return;
  }
  Table table(
      {{"change"}, {"bars", true}, {"first"}, {"last", false, 2}, {"factor", true, 1}, {"why"}});
  for (const BarChange& change : compared.changes | std::views::take(most)) {
    const bool restated = change.kind == Kind::Restated;
    table.row({std::string(to_text(change.kind)), grouped(static_cast<long long>(change.rows)),
               stamp_text(change.first, compared.to.bars.clock),
               stamp_text(change.last, compared.to.bars.clock),
               restated ? fmt::format("{:.6f}", change.factor) : "", why(compared, change)});
  }
  context.out.write(table.text(context.out, context.out.is_terminal() ? context.out.columns() : 0));
  if (compared.changes.size() > most)
    context.out.line(
        fmt::format("and {} more; all of them: --json", compared.changes.size() - most));
}

Result<void> diff_revisions(const DiffFlags& flags, Context& context) {
  STRATGEN_TRY(const BarStore store, BarStore::open(context.workspace));
  STRATGEN_TRY(const Compared compared, compare(store, flags));
  if (!context.json) {
    print(compared, context);
    return {};
  }
  Json changes = Json::array();
  for (const BarChange& change : compared.changes) changes.push_back(change_json(compared, change));
  context.out.line(json_text({{"from", revision_json(compared.from.revision)},
                              {"to", revision_json(compared.to.revision)},
                              {"changes", changes}}));
  return {};
}

}  // namespace

void add_data_diff(CLI::App& data, Action& chosen) {
  auto flags = std::make_shared<DiffFlags>();
  CLI::App& command = *data.add_subcommand("diff", "What changed between two revisions, and why");
  command.footer(
      "Example: stratgen data diff SPY\n"
      "         stratgen data diff SPY --from 3 --to 7");
  command.add_option("SYMBOL", flags->symbol, "Whose bars")->required();
  command.add_option("--timeframe", flags->timeframe, "Of the bars")->capture_default_str();
  command.add_option("--source", flags->source, "Only revisions from there: yahoo, file, ...");
  command.add_option("--from", flags->from,
                     "The older revision: its number or the start of its hash "
                     "(default: the one before --to)");
  command.add_option("--to", flags->to, "The newer one (default: the newest)");
  command.callback([flags, &chosen] {
    chosen = [flags](Context& context) { return diff_revisions(*flags, context); };
  });
}

}  // namespace stratgen
