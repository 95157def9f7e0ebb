#include "tools/cli/trading_run.hpp"

#include "runtime/fetch/sources.hpp"
#include "runtime/store/result_store.hpp"
#include "tools/cli/bar_fetching.hpp"
#include "tools/cli/dot_env.hpp"
#include "tools/cli/pause.hpp"
#include "tools/cli/process.hpp"
#include "tools/cli/signal_choice.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace stratgen {
namespace {

// A source that fails is told: whether bars are too old is the signals' business.
Result<void> fetch_newest(const TradingDesk& desk, const std::vector<UsedBars>& bars) {
  STRATGEN_TRY(const Setting setting, settings_here());
  const std::string source = setting(data_source_setting);
  if (source.empty() || desk.flags.signals.sample) return {};
  std::map<std::string, std::set<std::string>> by_timeframe;
  for (const UsedBars& used : bars) by_timeframe[used.timeframe].insert(used.symbol);
  for (const auto& [timeframe, symbols] : by_timeframe) {
    STRATGEN_TRY(const BarFetching fetching, BarFetching::open(source, timeframe, "", ""));
    const auto outcomes = fetching.run({symbols.begin(), symbols.end()}, 2, desk.context,
                                       desk.interrupted, [&](const FetchOutcome& outcome) {
                                         if (outcome.error)
                                           desk.context.err.line(outcome.error->message);
                                       });
  }
  return {};
}

std::vector<UsedBars> bars_of(const std::vector<StrategySignal>& signals) {
  std::vector<UsedBars> bars;
  for (const StrategySignal& signal : signals) {
    bars.push_back({signal.result.symbol, signal.result.timeframe, {}});
    bars.insert(bars.end(), signal.bars.begin(), signal.bars.end());
    if (signal.stale) bars.push_back({signal.stale->symbol, signal.stale->timeframe, {}});
  }
  return bars;
}

// The documents of those without a signal.
std::vector<std::string> failed_of(const std::vector<StrategySignal>& signals) {
  std::vector<std::string> documents;
  for (const StrategySignal& signal : signals)
    if (!signal.state) documents.push_back(signal.result.document);
  return documents;
}

Result<std::vector<StrategySignal>> signals_at(const TradingDesk& desk, std::int64_t now) {
  STRATGEN_TRY(SignalSettings settings, signal_settings(desk.flags.signals));
  if (desk.flags.signals.as_of.empty() && !desk.flags.signals.sample) settings.when.now = now;
  STRATGEN_TRY(auto signals, best_signals(desk.flags.signals, settings, desk.context));
  if (failed_of(signals).empty()) return signals;
  STRATGEN_CHECK(fetch_newest(desk, bars_of(signals)));
  return best_signals(desk.flags.signals, settings, desk.context);
}

// A strategy without a signal keeps its part of the capital: the others get no more for it.
Result<std::vector<double>> divided(const std::vector<StrategySignal>& signals,
                                    Allocation allocation) {
  const double kept = 1 - double(failed_of(signals).size()) / double(signals.size());
  if (kept == 0) return std::vector<double>(signals.size(), 0.0);
  STRATGEN_TRY(SignalWeights weights, weights_of(signals, allocation));
  for (double& weight : weights.weights) weight *= kept;
  return std::move(weights.weights);
}

std::int64_t end_of(const StrategySignal& signal) {
  Bars last;
  last.symbol = signal.result.symbol;
  last.clock = signal.clock;
  last.time = {signal.state->time};
  return bar_ends(last, signal.market).front();
}

std::vector<Want> wants_of(const std::vector<StrategySignal>& signals,
                           const std::vector<double>& weights) {
  std::vector<Want> wants;
  for (std::size_t i = 0; i < signals.size(); ++i) {
    const StrategySignal& signal = signals[i];
    Want want;
    want.strategy = signal.result.document;
    want.symbol = signal.result.symbol;
    want.weight = weights[i];
    want.volume = signal.mean_volume;
    if (signal.state) {
      want.close = signal.state->close;
      want.bar = signal.state->time;
      want.bar_end = end_of(signal);
      if (const auto& next = signal.state->next) {
        want.share = next->share;
        want.stop = next->stop;
        want.target = next->target;
      }
    } else {
      want.error = signal.failure ? signal.failure->message : "no signal";
    }
    wants.push_back(std::move(want));
  }
  return wants;
}

std::vector<LoggedSignal> logged(const std::vector<StrategySignal>& signals,
                                 const std::vector<Want>& wants) {
  std::vector<LoggedSignal> rows;
  for (std::size_t i = 0; i < signals.size(); ++i) {
    LoggedSignal row;
    row.strategy = wants[i].strategy;
    row.symbol = wants[i].symbol;
    row.signal = signals[i].state ? to_string(signals[i].state->wanted) : "";
    row.weight = wants[i].weight;
    row.share = wants[i].share;
    row.price = wants[i].close;
    row.bar = wants[i].bar;
    row.error = wants[i].error;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::filesystem::path kill_switch(const TradingDesk& desk) {
  if (!desk.flags.kill_switch.empty()) return desk.flags.kill_switch;
  return desk.context.workspace / "STOP";
}

// A file that cannot be looked for may be there.
std::optional<Breach> forbidden(const TradingDesk& desk) {
  std::error_code error;
  const std::filesystem::path file = kill_switch(desk);
  if (std::filesystem::exists(file, error) || error) {
    return Breach{"kill_switch",
                  fmt::format("{} is there; nothing is sent until it is removed", file.string())};
  }
  if (desk.lease != nullptr && !desk.lease->held())
    return Breach{"lease", "another process has taken over the account, or may have"};
  return std::nullopt;
}

ExecutionHooks hooks_of(const TradingDesk& desk) {
  return {[&desk](double seconds) { pause(seconds, desk.interrupted); },
          [&desk] { return desk.interrupted.load(); }, [&desk] { return forbidden(desk); },
          desk.on_event};
}

std::string outcome_text(const TradingRun& run) {
  const ExecutionOutcome& outcome = *run.outcome;
  if (!outcome.breaches.empty())
    return fmt::format("stopped by a limit: {}", outcome.breaches.front().limit);
  if (!outcome.refusals.empty()) return "not all orders were taken";
  if (!outcome.waiting.empty()) return "orders wait to be filled";
  return outcome.missed.empty() ? "done" : "not all positions are as wanted";
}

// The log has how the run ended, whatever way it did.
Result<void> close_run(TradingRun& run, const TradingDesk& desk, const Result<void>& ended) {
  run.logged.outcome = run.outcome ? outcome_text(run) : ended.error().message;
  run.logged.exit_code = ended ? 0 : exit_code(ended.error().fault);
  run.logged.finished = run.clock.now;
  return desk.log.update_run(run.logged);
}

Result<void> tell_stale(const TradingRun& run, const TradingDesk& desk) {
  for (const Want& want : run.wants) {
    if (want.error.empty()) continue;
    const LoggedEvent event{run.logged.id, run.clock.now, "stale", want.symbol,
                            fmt::format("{}: {}", want.strategy, want.error)};
    STRATGEN_CHECK(desk.log.add(event));
    desk.on_event(event);
  }
  return {};
}

}  // namespace

std::vector<std::string> without_signal(const TradingRun& run) { return failed_of(run.signals); }

Result<std::vector<std::string>> strategies_without_signal(const TradingDesk& desk,
                                                           std::int64_t now) {
  STRATGEN_TRY(const std::vector<StrategySignal> signals, signals_at(desk, now));
  return failed_of(signals);
}

Result<TradingRun> trade_once(const TradingDesk& desk) {
  TradingRun run;
  STRATGEN_TRY(run.clock, desk.brokerage.clock());
  STRATGEN_TRY(const TradingAccount account, desk.brokerage.account());
  run.account = account.id;
  STRATGEN_TRY(run.signals, signals_at(desk, run.clock.now));
  STRATGEN_TRY(run.weights, divided(run.signals, desk.allocation));
  run.wants = wants_of(run.signals, run.weights);
  if (desk.flags.dry_run) {
    STRATGEN_TRY(run.preview, preview(run.wants, desk.brokerage, desk.log, desk.terms));
    return run;
  }
  run.logged.account = account.id;
  run.logged.started = run.clock.now;
  run.logged.lease = desk.lease != nullptr ? desk.lease->token() : 0;
  run.logged.live = !desk.paper;
  run.logged.signals = logged(run.signals, run.wants);
  STRATGEN_TRY(run.logged.id, desk.log.begin_run(run.logged));
  STRATGEN_CHECK(tell_stale(run, desk));
  auto outcome =
      carry_out(run.wants, run.logged, desk.brokerage, desk.log, desk.terms, hooks_of(desk));
  if (!outcome) {
    STRATGEN_CHECK(close_run(run, desk, tl::unexpected(outcome.error())));
    return tl::unexpected(std::move(outcome.error()));
  }
  run.outcome = std::move(*outcome);
  run.clock = run.outcome->account.clock;
  STRATGEN_CHECK(close_run(run, desk, verdict_of(run)));
  return run;
}

Result<void> verdict_of(const TradingRun& run) {
  const auto failed =
      std::ranges::count_if(run.wants, [](const Want& want) { return !want.error.empty(); });
  const std::vector<Breach>& breaches = run.preview ? run.preview->breaches : run.outcome->breaches;
  if (!breaches.empty()) {
    return fail(
        Fault::Safety,
        fmt::format("{}: {}{}", breaches.front().limit, breaches.front().text,
                    breaches.size() > 1 ? fmt::format("; and {} more", breaches.size() - 1) : ""));
  }
  if (run.outcome && !run.outcome->refusals.empty())
    return fail(Fault::Service, fmt::format("the broker did not take all orders: {}",
                                            run.outcome->refusals.front()));
  const std::vector<Target>& targets = run.preview ? run.preview->targets : run.outcome->targets;
  if (failed > 0) {
    return fail(Fault::Data, fmt::format("{} of {} strategies {} no signal; their positions are "
                                         "left as they are",
                                         failed, run.wants.size(), failed == 1 ? "has" : "have"));
  }
  for (const Target& target : targets)
    if (!target.frozen.empty())
      return fail(Fault::Service, fmt::format("{}: {}; its position is left as it is",
                                              target.symbol, target.frozen));
  return {};
}

}  // namespace stratgen
