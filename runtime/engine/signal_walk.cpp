#include "runtime/engine/signal_walk.hpp"

#include "runtime/engine/floor_division.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#define STRATGEN_ISA_BODY "runtime/engine/signal_walk_body.hpp"
#include "runtime/engine/each_isa_body.hpp"

namespace stratgen {

WalkSignals walk_signals(Isa isa) {
  return of_isa(isa, portable::walk_signals, avx2::walk_signals, avx512::walk_signals);
}

bool can_walk(const BrokerOptions& broker) {
  return broker.fills == FillModel::BacktestingPy && broker.slippage.bps == 0 &&
         broker.slippage.range == 0 && broker.cash > 0;
}

bool can_walk(const abi::Signals& signals) {
  const double size = signals.size;
  const bool legal = size > 0 && std::isfinite(size) && (size < 1 || std::floor(size) == size);
  return legal && signals.stop_loss == 0 && signals.take_profit == 0;
}

}  // namespace stratgen
