// The signal form without stops and targets: from event to event, with the broker's arithmetic and
// none of its orders. There is at most one position, every order is a market order, and it is done
// with one bar later.
#pragma once

#include "runtime/engine/run.hpp"
#include "runtime/engine/signal_masks.hpp"

#include <vector>

namespace stratgen {

// A position from its fill to the next: equity at the close of bars from <= i < to is
// cash + close * size - cost.
struct Holding {
  double size = 0;  // signed units
  double entry_price = 0, exit_price = 0;
  double commission = 0;            // of both sides
  double cash = 0, cost = 0;        // while it is held
  double cash_after = 0;            // at its end
  int from = 0, to = 0;             // bars
  int entry_bar = 0, exit_bar = 0;  // as the trade is booked
  bool closed = false;
};

struct SignalWalk {
  std::vector<Holding> holdings;  // in order; from >= the `to` before
  bool ruined = false;            // at the last close, before positions were finalised
  std::vector<double> curve;      // room for some of them, in the statistics
};

// Whether the walk knows these settings, and what a strategy wrote.
bool can_walk(const RunOptions& options);
bool can_walk(const abi::Signals& signals, const RunOptions& options);

// Goes on where equity is gone: whoever adds up the equity sees that, but for `ruined`.
void walk_signals(const SignalMasks& masks, const Bars& bars, const RunOptions& options, int warmup,
                  SignalWalk& walk);

}  // namespace stratgen
