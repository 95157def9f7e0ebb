// One run: from signals to orders, and what came of it.
#pragma once

#include "runtime/trade/execution.hpp"
#include "runtime/trade/lease.hpp"
#include "tools/cli/context.hpp"
#include "tools/cli/signal_weights.hpp"
#include "tools/cli/strategy_signal.hpp"
#include "tools/cli/trading_flags.hpp"

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace stratgen {

struct TradingDesk {
  const TradingFlags& flags;
  ExecutionTerms terms;
  Allocation allocation = Allocation::Equal;
  Brokerage& brokerage;
  TradeLog& log;
  const Lease* lease = nullptr;  // none for --dry-run
  bool paper = true;
  Context& context;
  const std::atomic<bool>& interrupted;
  std::function<void(const LoggedEvent&)> on_event;
};

struct TradingRun {
  MarketClock clock;
  std::string account;
  std::vector<StrategySignal> signals;
  std::vector<double> weights;  // of the signals
  std::vector<Want> wants;
  LoggedRun logged;
  std::optional<ExecutionOutcome> outcome;  // of one that came to its end
  std::optional<Preview> preview;           // of --dry-run
};

// Bars are fetched first where a source is set. An Error is the end of the run; what was sent
// before it is in the log, and so is the Error.
Result<TradingRun> trade_once(const TradingDesk& desk);

// The documents of strategies that have no signal, as their bars are not there: of a run, and at
// `now` after another look for bars.
std::vector<std::string> without_signal(const TradingRun& run);
Result<std::vector<std::string>> strategies_without_signal(const TradingDesk& desk,
                                                           std::int64_t now);

// What is left to say of a run that came to its end: a Fault::Safety where a limit stopped an
// order, a Fault::Service where the broker took one not, a Fault::Data for strategies without a
// signal.
Result<void> verdict_of(const TradingRun& run);

}  // namespace stratgen
