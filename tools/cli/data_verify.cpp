// stratgen data verify: what is wrong with the store's bars.
#include "runtime/market/market_calendar.hpp"
#include "runtime/market/verify.hpp"
#include "tools/cli/data_commands.hpp"
#include "tools/cli/data_quality.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/table.hpp"
#include "tools/cli/wall_clock.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>
#include <memory>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

// Of one symbol and kind more lines than this are one that counts them, without --all.
constexpr std::size_t lines_a_kind = 5;

struct VerifyFlags {
  std::vector<std::string> symbols;
  std::string timeframe;
  bool all = false;
};

struct Verified {
  BarRevision revision;
  MarketFinding market;
  std::vector<Defect> defects;  // found while reading, then those of the bars
  DefectCounts counts;
};

Result<Verified> verify_revision(const BarStore& store, Surroundings& surroundings,
                                 const BarRevision& revision) {
  STRATGEN_TRY(const Bars bars, store.load(revision));
  STRATGEN_TRY(const Expectations known, surroundings.of(revision));
  STRATGEN_TRY(std::vector<Defect> defects, store.defects(revision));
  const std::vector<Defect> found = verify(bars, known);
  defects.insert(defects.end(), found.begin(), found.end());
  const DefectCounts counts = count_defects(defects);
  return Verified{revision, find_market(bars), std::move(defects), counts};
}

std::string time_text(const Defect& defect, Clock clock) {
  if (!defect.time) return "";
  const std::string iso = to_iso(*defect.time, clock);
  return iso.find("T00:00:00") == 10 ? iso.substr(0, 10) : iso;
}

std::string painted(const Console& out, Severity severity) {
  const Colour colour = severity == Severity::Severe    ? Colour::Red
                        : severity == Severity::Warning ? Colour::Yellow
                                                        : Colour::Dim;
  return out.paint(colour, to_text(severity));
}

void add_lines(const Verified& one, bool all, const Console& out, Table& table) {
  const BarRevision& revision = one.revision;
  std::map<std::string, std::size_t> of_kind;
  for (const Defect& defect : one.defects) {
    if (!all && defect.severity == Severity::Note) continue;
    if (++of_kind[defect.kind] > lines_a_kind && !all) continue;
    table.row({revision.symbol, revision.timeframe, time_text(defect, revision.clock),
               defect.bar ? std::to_string(*defect.bar) : "", painted(out, defect.severity),
               defect.kind, one_line(defect.message)});
  }
  for (const auto& [kind, count] : of_kind) {
    if (all || count <= lines_a_kind) continue;
    table.row({revision.symbol, revision.timeframe, "", "", "", kind,
               fmt::format("and {} more; --all shows them", count - lines_a_kind)});
  }
}

void print(const std::vector<Verified>& verified, bool all, Console& out) {
  Table lines({{"symbol"},
               {"timeframe", false, 1},
               {"date"},
               {"row", true, 2},
               {"severity"},
               {"kind"},
               {"what"}});
  Table summary({{"symbol"},
                 {"timeframe", false, 2},
                 {"bars", true},
                 {"severe", true},
                 {"warnings", true},
                 {"notes", true},
                 {"market", false, 1}});
  std::size_t clean = 0;
  bool any_line = false;
  for (const Verified& one : verified) {
    const DefectCounts& counts = one.counts;
    if (counts.severe + counts.warnings + (all ? counts.notes : 0) == 0) {
      ++clean;
      continue;
    }
    any_line = true;
    add_lines(one, all, out, lines);
    summary.row({one.revision.symbol, one.revision.timeframe,
                 grouped(static_cast<long long>(one.revision.rows)), std::to_string(counts.severe),
                 std::to_string(counts.warnings), std::to_string(counts.notes),
                 std::string(to_text(one.market.market))});
  }
  if (any_line) {
    const int columns = out.is_terminal() ? out.columns() : 0;
    out.write(lines.text(out, columns));
    out.line();
    out.write(summary.text(out, columns));
  }
  if (clean > 0) {
    out.line(fmt::format("{} of {} series are without {}.", clean, verified.size(),
                         all ? "a defect" : "severe defects or warnings"));
  }
}

Json defect_json(const Defect& defect, Clock clock) {
  Json json = {{"kind", defect.kind}, {"severity", to_text(defect.severity)}};
  json["row"] = defect.bar ? Json(*defect.bar) : Json();
  json["time"] = defect.time ? Json(to_iso(*defect.time, clock)) : Json();
  json["line"] = defect.line ? Json(*defect.line) : Json();
  json["message"] = defect.message;
  json["repair"] = defect.repair;
  return json;
}

Json series_json(const Verified& one) {
  Json defects = Json::array();
  for (const Defect& defect : one.defects) {
    defects.push_back(defect_json(defect, one.revision.clock));
  }
  return {{"symbol", one.revision.symbol},
          {"timeframe", one.revision.timeframe},
          {"hash", one.revision.hash},
          {"bars", one.revision.rows},
          {"market", to_text(one.market.market)},
          {"market_because", one.market.why},
          {"severe", one.counts.severe},
          {"warnings", one.counts.warnings},
          {"notes", one.counts.notes},
          {"defects", defects}};
}

std::optional<Defect> survivorship(const std::vector<Verified>& verified) {
  std::vector<std::int64_t> last;
  for (const Verified& one : verified) {
    if (one.revision.timeframe == "1d" && one.market.market == Market::UsStocks) {
      last.push_back(one.revision.last);
    }
  }
  return survivorship_hint(last);
}

Result<void> report_severe(const std::vector<Verified>& verified) {
  std::vector<std::string> symbols;
  std::size_t count = 0;
  for (const Verified& one : verified) {
    if (one.counts.severe == 0) continue;
    count += one.counts.severe;
    symbols.push_back(one.revision.symbol);
  }
  if (count == 0) return {};
  return fail(Fault::Data,
              fmt::format("{} severe defect{} in the bars of {}{}; what is safe to "
                          "repair is repaired by: stratgen data repair {}",
                          count, count == 1 ? "" : "s", symbols.front(),
                          symbols.size() > 1 ? fmt::format(" and {} more", symbols.size() - 1) : "",
                          symbols.front()));
}

Result<void> verify_store(const VerifyFlags& flags, Context& context) {
  STRATGEN_TRY(const BarStore store, BarStore::open(context.workspace));
  STRATGEN_TRY(const std::vector<BarRevision> revisions,
               chosen_revisions(store, flags.symbols, flags.timeframe));
  Surroundings surroundings(store, seconds_now());
  std::vector<Verified> verified;
  for (const BarRevision& revision : revisions) {
    context.err.status(
        fmt::format("verify {}/{} {}", verified.size() + 1, revisions.size(), revision.symbol));
    STRATGEN_TRY(Verified one, verify_revision(store, surroundings, revision));
    verified.push_back(std::move(one));
  }
  context.err.clear_status();
  const std::optional<Defect> hint = survivorship(verified);
  if (context.json) {
    Json series = Json::array(), notes = Json::array();
    for (const Verified& one : verified) series.push_back(series_json(one));
    if (hint) notes.push_back(defect_json(*hint, Clock::Dates));
    context.out.line(json_text({{"series", series}, {"universe", notes}}));
  } else if (verified.empty()) {
    context.out.line("The store is empty; fill it with: stratgen data import FILE --symbol NAME");
  } else {
    print(verified, flags.all, context.out);
    if (hint) context.out.line("Note: " + hint->message + ".");
  }
  return report_severe(verified);
}

}  // namespace

void add_data_verify(CLI::App& data, Action& chosen) {
  auto flags = std::make_shared<VerifyFlags>();
  CLI::App& command = *data.add_subcommand(
      "verify", "Find gaps, splits, bad prints and other defects in the store's bars");
  command.footer(
      "Exits with 3 if a defect is severe.\n"
      "Example: stratgen data verify\n"
      "         stratgen data verify SPY QQQ --timeframe 1d --all");
  command.add_option("SYMBOL", flags->symbols, "Whose bars (default: all in the store)");
  command.add_option("--timeframe", flags->timeframe, "Only bars of this timeframe, such as 1d");
  command.add_flag("--all", flags->all, "Every defect on its line, notes too");
  command.callback([flags, &chosen] {
    chosen = [flags](Context& context) { return verify_store(*flags, context); };
  });
}

}  // namespace stratgen
