// stratgen data fetch: bars from a service into the store, only those that are missing.
#include "runtime/fetch/bar_fetch.hpp"
#include "runtime/fetch/sources.hpp"
#include "runtime/market/bar_store.hpp"
#include "tools/cli/bar_fetching.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/data_commands.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/table.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <memory>

namespace stratgen {
namespace {

using Json = nlohmann::ordered_json;

struct FetchFlags {
  std::vector<std::string> symbols;
  std::string source = "yahoo";
  std::string timeframe = "1d";
  std::string from, to;
  int jobs = 4;
};

Json fetched_json(const FetchOutcome& outcome) {
  Json json = {{"symbol", outcome.symbol}};
  if (outcome.revision) {
    const BarRevision& revision = *outcome.revision;
    json.update({{"timeframe", revision.timeframe},
                 {"source", revision.source},
                 {"rows", revision.rows},
                 {"first", to_iso(revision.first, revision.clock)},
                 {"last", to_iso(revision.last, revision.clock)},
                 {"adjustment", to_text(revision.adjustment)},
                 {"hash", revision.hash},
                 {"added", outcome.added},
                 {"restated", outcome.restated}});
  }
  json["notes"] = outcome.notes;
  json["error"] = outcome.error ? Json(outcome.error->message) : Json(nullptr);
  return json;
}

void show(const FetchOutcome& outcome, Context& context) {
  if (outcome.revision) {
    const BarRevision& revision = *outcome.revision;
    context.out.line(fmt::format(
        "{} {}: {} new, {} bars, {} to {}, from {}{}", revision.symbol, revision.timeframe,
        grouped(static_cast<long long>(outcome.added)),
        grouped(static_cast<long long>(revision.rows)), stamp_text(revision.first, revision.clock),
        stamp_text(revision.last, revision.clock), revision.source,
        outcome.restated ? "; its past had changed and was fetched again" : ""));
  }
  for (const std::string& note : outcome.notes) {
    context.err.line(fmt::format("{}: {}", outcome.symbol, note));
  }
  if (outcome.error)
    context.err.line(fmt::format("{}: {}", outcome.symbol, outcome.error->message));
}

// The Error of the command: that of the first symbol that failed, and how many did.
Result<void> ending(const std::vector<FetchOutcome>& outcomes, bool interrupted) {
  std::size_t failed = 0;
  const Error* first = nullptr;
  for (const FetchOutcome& outcome : outcomes) {
    if (!outcome.error || outcome.error->fault == Fault::Interrupted) continue;
    if (failed++ == 0) first = &*outcome.error;
  }
  if (interrupted) {
    return fail(Fault::Interrupted,
                "interrupted; what had come is kept, run the same command again to go on");
  }
  if (first == nullptr) return {};
  if (outcomes.size() == 1) return fail(first->fault, first->message);
  return fail(first->fault, fmt::format("{} of {} symbols failed; the first: {}", failed,
                                        outcomes.size(), first->message));
}

Result<void> fetch(const FetchFlags& flags, Context& context) {
  STRATGEN_TRY(const BarFetching fetching,
               BarFetching::open(flags.source, flags.timeframe, flags.from, flags.to));
  const std::atomic<bool>& interrupted = context.catch_interrupts();
  const std::vector<FetchOutcome> outcomes =
      fetching.run(flags.symbols, flags.jobs, context, interrupted, [&](const FetchOutcome& one) {
        if (!context.json) show(one, context);
      });
  if (context.json) {
    Json list = Json::array();
    for (const FetchOutcome& outcome : outcomes) list.push_back(fetched_json(outcome));
    context.out.line(json_text({{"fetched", list}}));
  }
  return ending(outcomes, interrupted);
}

}  // namespace

void add_data_fetch(CLI::App& data, Action& chosen) {
  auto flags = std::make_shared<FetchFlags>();
  CLI::App& command = *data.add_subcommand("fetch", "Get bars from a service into the store");
  command.footer(
      "Example: stratgen data fetch SPY QQQ --from 2005-01-01\n"
      "         stratgen data fetch BTCUSDT --source binance --timeframe 1h\n"
      "Only what is missing is asked for. Keys and other settings: docs/MARKET_DATA.md");
  command.add_option("SYMBOL", flags->symbols, "Markets to fetch")->required();
  command
      .add_option("--source", flags->source,
                  "yahoo, stooq, alpaca, tiingo, alphavantage, binance or kraken")
      ->capture_default_str();
  command.add_option("--timeframe", flags->timeframe, "1m, 5m, 15m, 1h, 4h, 1d or 1wk")
      ->capture_default_str();
  command.add_option("--from", flags->from,
                     "First day (default: all there is; for 1m the last 30 days, for 5m and 15m 60 "
                     "days, for 1h and 4h two years)");
  command.add_option("--to", flags->to, "Last day (default: now)");
  command.add_option("--jobs", flags->jobs, "Symbols at a time")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command.callback(
      [flags, &chosen] { chosen = [flags](Context& context) { return fetch(*flags, context); }; });
}

}  // namespace stratgen
