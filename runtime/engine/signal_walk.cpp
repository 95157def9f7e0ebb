#include "runtime/engine/signal_walk.hpp"

#include "runtime/engine/floor_division.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"  // of vectors: what takes them is inlined

namespace stratgen {
namespace {

bool has_fees(const WalkOptions& options) {
  const Commission& commission = options.broker.commission;
  return commission.fixed != 0 || commission.relative != 0 || commission.custom;
}

namespace portable {
constexpr Isa isa = Isa::Portable;
#include "runtime/engine/lanes_body.hpp"
#include "runtime/engine/signal_events_body.hpp"
#include "runtime/engine/signal_lane_walk_body.hpp"
#include "runtime/engine/signal_lanes_body.hpp"
#include "runtime/engine/signal_sums_body.hpp"
#include "runtime/engine/signal_walk_body.hpp"
}  // namespace portable

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma,bmi,bmi2,lzcnt,popcnt"))), \
                             apply_to = function)
namespace avx2 {
constexpr Isa isa = Isa::Avx2;
#include "runtime/engine/lanes_body.hpp"
#include "runtime/engine/signal_events_body.hpp"
#include "runtime/engine/signal_lane_walk_body.hpp"
#include "runtime/engine/signal_lanes_body.hpp"
#include "runtime/engine/signal_sums_body.hpp"
#include "runtime/engine/signal_walk_body.hpp"
}  // namespace avx2
#pragma clang attribute pop

#pragma clang attribute push(                                                                     \
    __attribute__((target("avx2,fma,bmi,bmi2,lzcnt,popcnt,avx512f,avx512dq,avx512bw,avx512vl"))), \
    apply_to = function)
namespace avx512 {
constexpr Isa isa = Isa::Avx512;
#include "runtime/engine/lanes_body.hpp"
#include "runtime/engine/signal_events_body.hpp"
#include "runtime/engine/signal_lane_walk_body.hpp"
#include "runtime/engine/signal_lanes_body.hpp"
#include "runtime/engine/signal_sums_body.hpp"
#include "runtime/engine/signal_walk_body.hpp"
}  // namespace avx512
#pragma clang attribute pop
#endif

}  // namespace
#pragma clang diagnostic pop

WalkSignals walk_signals(Isa isa) {
#if defined(__x86_64__)
  if (isa == Isa::Avx512) return avx512::walk_signals;
  if (isa == Isa::Avx2) return avx2::walk_signals;
#else
  static_cast<void>(isa);
#endif
  return portable::walk_signals;
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
