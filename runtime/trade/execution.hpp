// Execution: brings an account to what its strategies want, once for each decision, whatever fails
// on the way.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/trade/brokerage.hpp"
#include "runtime/trade/guard.hpp"
#include "runtime/trade/limits.hpp"
#include "runtime/trade/plan.hpp"
#include "runtime/trade/target.hpp"
#include "runtime/trade/trade_log.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace stratgen {

struct ExecutionTerms {
  OrderTerms orders;
  Limits limits;
  double slice_seconds = 0;  // between the slices of Twap
  double wait_seconds = 60;  // for fills, while the market is open
  double poll_seconds = 1;
};

// What execution has from outside.
struct ExecutionHooks {
  std::function<void(double seconds)> sleep;
  std::function<bool()> interrupted;
  // Why nothing may be sent now, if so: the kill switch, a lease that is lost. Asked before each
  // order.
  std::function<std::optional<Breach>()> forbidden;
  std::function<void(const LoggedEvent&)> on_event;
};

struct ExecutionOutcome {
  std::vector<Target> targets;
  Snapshot account;                   // at the end
  std::vector<Breach> breaches;       // orders that a limit stopped
  std::vector<std::string> refusals;  // orders that the broker did not take, or ended
  std::vector<std::string> waiting;   // symbols whose orders are open
  std::vector<std::string> missed;    // symbols that are not at their target, for any reason
};

// The account's orders are brought up to date in the log first: what a run that was killed left is
// found by its id, and not sent again. Each order is in the log before it is sent. Decisions of the
// same bar and shares have the quantities that they had before. `run` is in the log with its
// signals; it gets its equity and their targets there. An Error is the end of the run: a
// Fault::Service where the account cannot be read or trades nothing at all, a Fault::Data of the
// log, or Fault::Interrupted.
Result<ExecutionOutcome> carry_out(const std::vector<Want>& wants, LoggedRun& run,
                                   Brokerage& brokerage, TradeLog& log, const ExecutionTerms& terms,
                                   const ExecutionHooks& hooks);

// The same up to the first order: what would be cancelled and sent now. Nothing is written.
struct Preview {
  std::vector<Target> targets;
  Snapshot account;
  Plan plan;
  std::vector<Breach> breaches;  // of the plan's orders that would be stopped; they are still there
};
Result<Preview> preview(const std::vector<Want>& wants, Brokerage& brokerage, const TradeLog& log,
                        const ExecutionTerms& terms);

}  // namespace stratgen
