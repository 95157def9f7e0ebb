// One order on its way: into the log, to the broker, and what became of it back into the log.
#pragma once

#include "runtime/base/result.hpp"
#include "runtime/trade/execution.hpp"

#include <optional>
#include <string>
#include <vector>

namespace stratgen {

struct Sent {
  bool there = false;            // the broker has it
  std::string why = {};          // its status, or why it is not there
  std::optional<Breach> breach;  // nothing may be sent any more
};

// Sends the order of `intent` until it is known to be there or to be refused, always under the same
// client_order_id. An answer that was lost is looked up before anything is sent again. Not to know
// in the end is an Error (Fault::Service): the intent stays in the log, to be looked up.
Result<Sent> submit_once(Intent intent, Brokerage& brokerage, TradeLog& log,
                         const ExecutionHooks& hooks);

// Fault::Interrupted where somebody asks the run to end.
Result<void> go_on(const ExecutionHooks& hooks);

struct OrderNews {
  std::vector<Intent> changed;
  bool snapshot_is_old = false;  // an order is there that it does not have
};

// What the broker says of our orders goes into the log: of open ones there, and of those in the
// snapshot that the log does not have, as after the loss of a workspace.
Result<OrderNews> bring_up_to_date(TradeLog& log, const LoggedRun& run, const Snapshot& snapshot,
                                   Brokerage& brokerage);

}  // namespace stratgen
