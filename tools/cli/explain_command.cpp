// stratgen explain: why an account differs from the backtest of the strategies that it traded.
#include "runtime/store/result_store.hpp"
#include "tools/cli/best_signals.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/engine_options.hpp"
#include "tools/cli/explain_view.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/strategy_loader.hpp"
#include "tools/cli/traded_period.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <limits>
#include <map>
#include <memory>
#include <set>

namespace stratgen {
namespace {

constexpr std::int64_t ever = std::numeric_limits<std::int64_t>::min();
constexpr int any_age = 1'000'000;  // of bars: the run has already dealt with that

struct ExplainFlags {
  std::string from, to, account;
  SignalFlags signals;  // as they were made; some of them have no flag here
};

Result<std::string> account_of(const ExplainFlags& flags, const TradeLog& log,
                               const Context& context) {
  if (!flags.account.empty()) return flags.account;
  STRATGEN_TRY(const std::vector<LoggedRun> runs, log.all_runs());
  if (!runs.empty()) return runs.back().account;
  return fail(Fault::Data,
              fmt::format("{} holds no runs; run stratgen run first", context.workspace.string()));
}

Result<TradingRecord> record_of(const TradeLog& log, const std::string& account) {
  TradingRecord record;
  STRATGEN_TRY(record.runs, log.runs(account, ever));
  STRATGEN_TRY(record.intents, log.intents(account, ever));
  STRATGEN_TRY(record.equities, log.equities(account, ever));
  STRATGEN_TRY(record.exits, log.exits(account));
  STRATGEN_TRY(record.fills, log.fills(account));
  STRATGEN_TRY(record.flows, log.cash_flows(account));
  STRATGEN_TRY(record.flows_read, log.cash_flows_read(account));
  return record;
}

Result<std::map<std::string, DailyBars>> bars_of(const TradingRecord& record,
                                                 const BarSource& source) {
  std::set<std::string> symbols;
  for (const LoggedRun& run : record.runs)
    for (const LoggedSignal& signal : run.signals)
      if (!signal.symbol.empty()) symbols.insert(signal.symbol);
  for (const Intent& intent : record.intents) symbols.insert(intent.order.symbol);
  std::map<std::string, DailyBars> bars;
  for (const std::string& symbol : symbols) {
    STRATGEN_TRY(MarketBars market, source.load(symbol, "1d"));
    STRATGEN_TRY(const BarKind kind, market.kind ? *market.kind : bar_kind(market.bars));
    DailyBars daily{std::move(market.bars), {}};
    daily.ends = bar_ends(daily.bars, kind);
    bars.emplace(symbol, std::move(daily));
  }
  return bars;
}

// Asks the strategies of optimize anew, as signals does; each for one moment once.
class Backtests {
 public:
  Backtests(std::vector<OptimizeResult> results, SignalPipeline pipeline)
      : pipeline_(std::move(pipeline)) {
    for (OptimizeResult& result : results) {
      std::string document = result.document;
      results_.emplace(std::move(document), std::move(result));
    }
  }

  std::optional<double> share(const std::string& document, std::int64_t now) {
    const auto result = results_.find(document);
    if (result == results_.end()) {
      remarks_[document] = "optimize has no result of it any more";
      return std::nullopt;
    }
    pipeline_.settings.when.now = now;
    const StrategySignal signal = signal_of(result->second, pipeline_);
    if (signal.failure) {
      remarks_[document] = signal.failure->message;
      return std::nullopt;
    }
    return signal.state->next ? signal.state->next->share : 0.0;
  }

  // Why some could not be asked: they count as wanting what they wanted then.
  std::vector<std::string> remarks() const {
    std::vector<std::string> texts;
    for (const auto& [document, why] : remarks_)
      texts.push_back(fmt::format("{} counts as wanting what it wanted then: {}", document, why));
    return texts;
  }

 private:
  std::map<std::string, OptimizeResult> results_;
  SignalPipeline pipeline_;
  std::map<std::string, std::string> remarks_;
};

Result<SignalSettings> settings_of(const ExplainFlags& flags) {
  STRATGEN_TRY(SignalSettings settings, signal_settings(flags.signals));
  settings.when.max_age = any_age;
  return settings;
}

Result<void> explain(const ExplainFlags& flags, Context& context) {
  context.in_process = flags.signals.in_process;
  STRATGEN_TRY(const SignalSettings settings, settings_of(flags));
  std::int64_t from = ever, to = std::numeric_limits<std::int64_t>::max();
  if (!flags.from.empty()) {
    STRATGEN_TRY(from, parse_date(flags.from));
  }
  if (!flags.to.empty()) {
    STRATGEN_TRY(to, parse_date(flags.to, DayEdge::End));
  }
  STRATGEN_TRY(const TradeLog log, TradeLog::open(context.workspace));
  STRATGEN_TRY(const std::string account, account_of(flags, log, context));
  STRATGEN_TRY(const TradingRecord record, record_of(log, account));
  STRATGEN_TRY(const BarSource source,
               flags.signals.sample ? sample_source(context.home)
                                    : store_source(context.workspace, flags.signals.allow_defects));
  STRATGEN_TRY(const auto bars, bars_of(record, source));
  STRATGEN_TRY(const ResultStore store, ResultStore::open(context.workspace));
  STRATGEN_TRY(auto results, store.load_optimized());
  STRATGEN_TRY(Loader loader, make_loader(context, 1));
  Backtests backtests(std::move(results),
                      {context.workspace / "generated", loader, source, settings});

  const std::atomic<bool>& interrupted = context.catch_interrupts();
  const auto recompute = [&](const std::string& document,
                             std::int64_t now) -> std::optional<double> {
    if (interrupted) return std::nullopt;
    context.err.status(fmt::format("{} at {}", document, to_iso(now, Clock::Utc)));
    return backtests.share(document, now);
  };
  const Result<TradedPeriod> period = traded_period(record, bars, from, to, recompute);
  context.err.clear_status();
  if (interrupted) return fail(Fault::Interrupted, "interrupted; nothing is explained yet");
  if (!period) return tl::unexpected(period.error());
  const Explained explained{
      account,
      period->sessions,
      period->runs,
      explain_gap(period->symbols, settings.run.broker.commission.relative,
                  period->fees.value_or(0), period->equity_after - period->equity_before),
      period->fees,
      period->transferred,
      backtests.remarks()};
  if (context.json)
    context.out.line(json_text(explained_json(explained)));
  else
    print_explained(context.out, explained);
  return {};
}

}  // namespace

void add_explain_command(CLI::App& app, Action& chosen) {
  auto flags = std::make_shared<ExplainFlags>();
  CLI::App& command = *app.add_subcommand(
      "explain", "Why the account differs from the backtest of its strategies, part by part");
  command.footer("Example: stratgen explain --from 2025-04-01 --to 2025-06-30");
  flags->signals.engine.cash = 100000;
  flags->signals.engine.commission = "0.001";
  command.add_option("--from", flags->from, "First day of runs (default: all)");
  command.add_option("--to", flags->to, "Last day");
  command.add_option("--account", flags->account, "At the broker (default: that of the last run)");
  command.add_option("--first-day", flags->signals.from,
                     "From which on the strategies trade (default as for signals: 2020-01-01)");
  command.add_flag("--sample", flags->signals.sample, "Use the bars bundled with stratgen");
  command.add_flag("--allow-defects", flags->signals.allow_defects,
                   "Trade bars with severe defects as they are");
  add_in_process_flag(command, flags->signals.in_process);
  add_engine_flags(command, flags->signals.engine);
  command.callback([flags, &chosen] {
    chosen = [flags](Context& context) { return explain(*flags, context); };
  });
}

}  // namespace stratgen
