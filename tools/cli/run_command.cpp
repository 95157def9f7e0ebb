// stratgen run: brings an account at Alpaca to what the best strategies want, once or once per bar.
#include "runtime/alpaca/alpaca_brokerage.hpp"
#include "runtime/market/timeframe.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/dot_env.hpp"
#include "tools/cli/ignored_flags.hpp"
#include "tools/cli/json_output.hpp"
#include "tools/cli/notify.hpp"
#include "tools/cli/pause.hpp"
#include "tools/cli/trading_flags.hpp"
#include "tools/cli/trading_loop.hpp"
#include "tools/cli/trading_run.hpp"
#include "tools/cli/trading_view.hpp"
#include "tools/cli/wall_clock.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <random>
#include <set>
#include <utility>
#include <variant>

namespace stratgen {
namespace {

// Money is traded on purpose only.
Result<void> check_purpose(const TradingFlags& flags, const AlpacaAccess& access) {
  if (is_paper(access)) {
    if (!flags.live) return {};
    return fail(Fault::Usage,
                "--live: APCA_API_BASE_URL is that of paper trading; set it to "
                "https://api.alpaca.markets, or leave --live out");
  }
  if (flags.live && flags.understood && !flags.limits.file.empty()) return {};
  return fail(Fault::Usage,
              "APCA_API_BASE_URL is not that of paper trading: to trade money give "
              "--live, --i-understand and --limits FILE");
}

// Alerts never stop a run: what went wrong with them is told. What a loop meets at each try is told
// once for a bar.
class Events {
 public:
  Events(const TradingFlags& flags, Context& context) : flags_(flags), context_(context) {}

  void begin_bar() { told_.clear(); }

  void tell(const LoggedEvent& event) {
    seen.push_back(event);
    const bool recurs = event.kind == "stale" || event.kind == "error";
    if (recurs && !told_.insert(alert_text(event)).second) return;
    context_.err.line(event_line(event));
    if (!is_alert(event)) return;
    for (const std::string& where : flags_.notify)
      if (const auto told = notify(where, alert_text(event)); !told)
        context_.err.line(told.error().message);
  }

  std::vector<LoggedEvent> seen = {};  // of the run at hand

 private:
  const TradingFlags& flags_;
  Context& context_;
  std::set<std::string> told_ = {};
};

LoggedEvent event_now(const char* kind, std::string text) {
  return {0, seconds_now(), kind, "", std::move(text)};
}

// One process trades an account. A standby waits until it is the one.
Result<Lease> take_lease(const TradingFlags& flags, const std::string& account, Context& context,
                         Events& events, const std::atomic<bool>& interrupted) {
  const std::filesystem::path folder = state_folder(context.workspace);
  bool told = false;
  while (true) {
    auto taken = Lease::take(folder, account);
    if (!taken && !flags.standby) return tl::unexpected(std::move(taken.error()));
    if (taken && std::holds_alternative<Lease>(*taken)) {
      Lease lease = std::move(std::get<Lease>(*taken));
      if (lease.taken_over())
        events.tell(event_now("failover",
                              "this process has taken the account over from one that "
                              "ended without giving it back"));
      return lease;
    }
    std::string who = taken ? "" : taken.error().message;
    if (taken) {
      const LeaseHolder& holder = std::get<LeaseHolder>(*taken);
      who = fmt::format("process {} on {} trades this account", holder.pid, holder.host);
    }
    if (!flags.standby) {
      return fail(Fault::Safety, fmt::format("{}; stop it first, or wait for its end with "
                                             "--standby",
                                             who));
    }
    if (!told) context.err.line(fmt::format("standby: {}", who));
    told = true;
    pause(0.5, interrupted);
    if (interrupted) return fail(Fault::Interrupted, "interrupted while waiting for the account");
  }
}

LoopMarkets markets_of(const TradingRun& run) {
  LoopMarkets markets;
  for (const StrategySignal& signal : run.signals) {
    if (const auto seconds = timeframe_seconds(signal.result.timeframe))
      markets.seconds.push_back(*seconds);
    const bool always = signal.market.market == Market::Crypto;
    markets.always = markets.always || always;
    markets.sessions = markets.sessions || !always;
  }
  return markets;
}

Result<void> show(const TradingDesk& desk, const TradingRun& run, const Events& events) {
  if (desk.context.json)
    desk.context.out.line(json_text(trading_json(run, desk, events.seen)));
  else
    print_trading(desk.context.out, run, desk);
  return verdict_of(run);
}

Result<void> run_one(const TradingDesk& desk, Events& events) {
  STRATGEN_TRY(const TradingRun run, trade_once(desk));
  return show(desk, run, events);
}

// Trades each bar once. Whatever fails is told and tried again, and so are bars that are not there
// when they are due, until the next one is; only what no next time mends ends the loop.
class Loop {
 public:
  Loop(const TradingDesk& desk, Events& events) : desk_(desk), events_(events) {}

  Result<void> run() {
    while (!desk_.interrupted) {
      if (!desk_.lease->held())
        return fail(Fault::Safety, "another process has taken over the account, or may have");
      const auto clock = desk_.brokerage.clock();
      STRATGEN_TRY(const bool waits, clock ? attend(*clock) : unheard(clock.error()));
      wait_ = waits ? std::min(2 * wait_, longest_wait) : desk_.flags.poll;
      pause(clock ? std::min(wait_, until_next_look(*clock, markets_, wait_)) : wait_,
            desk_.interrupted);
    }
    return {};
  }

 private:
  static constexpr double longest_wait = 300;  // seconds

  bool unheard(const Error& error) {
    if (!desk_.interrupted) desk_.context.err.line(error.message);
    return true;
  }

  // Whether something is to be tried again.
  Result<bool> attend(const MarketClock& clock) {
    const auto due = bars_due(clock, markets_);
    if (!due || *due == done_) return false;
    if (*due != due_) {
      due_ = *due;
      missing_.clear();
      events_.begin_bar();
    }
    if (!missing_.empty()) {
      const auto missing = strategies_without_signal(desk_, clock.now);
      if (missing && *missing == missing_) return true;
    }
    return trade(clock);
  }

  Result<bool> trade(const MarketClock& clock) {
    events_.seen.clear();
    const auto run = trade_once(desk_);
    const Result<void> ended = run ? show(desk_, *run, events_) : tl::unexpected(run.error());
    if (!ended && !desk_.interrupted) events_.tell(event_now("error", ended.error().message));
    if (!run && run.error().fault == Fault::Usage) return tl::unexpected(run.error());
    missing_.clear();
    if (!run) return true;
    markets_ = markets_of(*run);
    due_ = bars_due(clock, markets_).value_or(due_);
    if (!ended && ended.error().fault == Fault::Service) return true;
    missing_ = without_signal(*run);
    if (missing_.empty()) done_ = due_;
    return !missing_.empty();
  }

  const TradingDesk& desk_;
  Events& events_;
  LoopMarkets markets_{{}, true, true};    // until the first run tells
  std::string due_ = {}, done_ = {};       // bars
  std::vector<std::string> missing_ = {};  // strategies that were not traded at the bar that is due
  double wait_ = desk_.flags.poll;
};

Result<void> run(const TradingFlags& flags, Context& context) {
  STRATGEN_TRY(ExecutionTerms terms, execution_terms(flags));
  STRATGEN_TRY(const Allocation allocation, allocation_named(flags.allocate));
  STRATGEN_TRY(const Setting setting, settings_here());
  STRATGEN_TRY(const AlpacaAccess access, alpaca_access(setting));
  STRATGEN_CHECK(check_purpose(flags, access));
  const bool paper = is_paper(access);
  terms.limits.require_price = terms.limits.require_price || !paper;
  if ((flags.signals.sample || !flags.signals.as_of.empty()) && !paper)
    return fail(Fault::Usage, "--sample, --as-of: old bars are for paper trading only");
  if (flags.loop && (context.json || flags.dry_run))
    return fail(Fault::Usage, "--loop goes on: leave --json and --dry-run out");
  const std::atomic<bool>& interrupted = context.catch_interrupts();
  AlpacaBrokerage brokerage(access, interrupted, std::random_device{}());
  STRATGEN_TRY(const TradingAccount account, brokerage.account());
  STRATGEN_TRY(TradeLog log, TradeLog::open(context.workspace));
  Events events(flags, context);
  std::optional<Lease> lease;
  if (!flags.dry_run) {
    STRATGEN_TRY(lease, take_lease(flags, account.id, context, events, interrupted));
  }
  const TradingDesk desk{flags,       std::move(terms),
                         allocation,  brokerage,
                         log,         lease ? &*lease : nullptr,
                         paper,       context,
                         interrupted, [&events](const LoggedEvent& event) { events.tell(event); }};
  return flags.loop ? Loop(desk, events).run() : run_one(desk, events);
}

}  // namespace

void add_run_command(CLI::App& app, Action& chosen) {
  auto flags = std::make_shared<TradingFlags>();
  CLI::App& command = *app.add_subcommand(
      "run", "Bring the account at Alpaca to what the best strategies want (paper trading)");
  command.footer(
      "Example: stratgen run --top-n 3 --dry-run\n"
      "         stratgen run --loop --order limit --limit max_daily_loss=0.02");
  add_trading_flags(command, *flags);
  add_ignored_flags(command, {"--provider", "--max-tries"});  // no model is asked
  command.callback(
      [flags, &chosen] { chosen = [flags](Context& context) { return run(*flags, context); }; });
}

}  // namespace stratgen
