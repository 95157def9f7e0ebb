// The signal form without stops and targets: from event to event, with the broker's arithmetic and
// none of its orders. There is at most one position, every order is a market order, and it is done
// with one bar later.
#pragma once

#include "runtime/engine/broker.hpp"
#include "runtime/engine/close_table.hpp"
#include "runtime/engine/curve_kernels.hpp"
#include "runtime/engine/isa.hpp"
#include "runtime/engine/signal_masks.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace stratgen {

// A position from the bar of its first fill to that of its last: equity at the close of bars
// from <= i < to is cash + close * size - size * entry_price. A trade is booked at these bars, or
// at the ones before where it trades on the close.
struct Holding {
  double size;  // signed units
  double entry_price;
  double cash;  // while it is held
  // Of one that was closed.
  double exit_price, commission;  // of both sides
  double cash_after;
  int from, to;
  bool closed;
};

struct WalkOptions {
  const BrokerOptions& broker;
  bool finalize = false;

  bool has_fees() const {
    const Commission& commission = broker.commission;
    return commission.fixed != 0 || commission.relative != 0 || commission.custom;
  }
};

// Positions that wait to be added up together.
struct PositionRows {
  static constexpr int most = 8;

  double size[most], entry[most], exit[most], commission[most];  // as in Holding
  double cash[most], before[most];                               // while it is held, and before it
  long flat[most];  // -1: a bar without a position lies before it
  double first_close[most], last_close[most];
  CloseTable::Range earlier[most], later[most];  // of its bars
  int from[most], last[most];
  double k[most];  // cash, net of cost, for each unit
  double highest[most];
  int step[most];  // of close_polynomials_by_step; out of all of them: -1
};

// A position of each of several cells that are walked side by side.
struct alignas(64) PositionLanes {
  static constexpr int most = 8;

  double units[most], cash[most], cost[most];  // cash while it is held
  double k[most], highest[most];
  int from[most], last[most], exit[most], step[most];
};

// Handed from walk to walk.
struct SignalWalk {
  bool keeps = false;             // the holdings, for whoever wants to see them
  std::vector<Holding> holdings;  // in order, of one cell after the other
  std::vector<int> events;        // room for a walk
  std::vector<double> curve;      // room for what its sums write down,
  PositionRows rows{};            // and for what they are made of
  std::vector<int> turns;         // room for walks side by side: [turn * 8 + cell]
  std::vector<PositionLanes> positions;
};

struct TradeSums {
  double gains = 0, losses = 0;  // of returns
  std::int64_t trades = 0, winners = 0;
  int covered = 0;  // bars in some closed trade
};

// Of a walk's curve, from its first bar on, and of its trades.
struct WalkSums {
  CurveSums curve;
  TradeSums trades;
  bool ruined = false;  // at the last close, before positions were finalised
};

// Of one to eight cells. Goes on where equity is gone: the sums show that, but for `ruined`.
using WalkSignals = void (*)(std::span<const SignalMasks* const> masks, const Bars& bars,
                             const CloseTable& table, const WalkOptions& options, SignalWalk& walk,
                             std::span<WalkSums> sums);

// The same bits from each; `isa` has to be supported.
WalkSignals walk_signals(Isa isa);

// Whether a walk knows these settings; what a strategy wrote.
bool can_walk(const BrokerOptions& broker);
bool can_walk(const abi::Signals& signals);

}  // namespace stratgen
