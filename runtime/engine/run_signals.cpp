// The bars of a strategy that wrote its signals: what its next() would have done, on the bars where
// there is something to do.
#include "runtime/engine/run.hpp"

#include <algorithm>

namespace stratgen {

using enum SignalMasks::Condition;

Ending Run::trade(const SignalMasks& masks) {
  int bar = start();
  while (bar < frame_.bars) {
    frame_.bar = bar;
    if (bar >= frame_.wake_bar && !step()) break;
    order(masks);
    if (failed_) return ending_;
    bar = std::max(bar + 1, std::min(frame_.wake_bar, next_event(masks)));
  }
  if (failed_) return ending_;
  frame_.bar = std::min(bar, frame_.bars - 1);
  return conclusion();
}

// Where the position stays what it is.
int Run::next_event(const SignalMasks& masks) const {
  const double p = frame_.units;
  const int from = frame_.bar + 1;
  const MaskWord* const to_long = p <= 0 ? masks.words(LongEntry) : nullptr;
  const MaskWord* const to_short = p >= 0 ? masks.words(ShortEntry) : nullptr;
  const MaskWord* const leave = p > 0   ? masks.words(LongExit)
                                : p < 0 ? masks.words(ShortExit)
                                        : nullptr;
  return std::min(stratgen::next_event(to_long, to_short, from, frame_.bars),
                  stratgen::next_event(leave, nullptr, from, frame_.bars));
}

// As SignalStrategy says (strategy.hpp).
void Run::order(const SignalMasks& masks) {
  const double p = frame_.units;
  const auto close = [&] {
    if (spend_on_orders(broker_.open_trades().size())) accept(broker_.close_position(1));
  };
  const auto holds_now = [&](SignalMasks::Condition c) {
    return holds(masks.words(c), frame_.bar);
  };
  if ((p > 0 && holds_now(LongExit)) || (p < 0 && holds_now(ShortExit))) close();
  if (p <= 0 && holds_now(LongEntry)) {
    if (p < 0) close();
    order(masks.signals(), true);
  } else if (p >= 0 && holds_now(ShortEntry)) {
    if (p > 0) close();
    order(masks.signals(), false);
  }
}

void Run::order(const abi::Signals& signals, bool is_long) {
  const double close = frame_.close[frame_.bar], sl = signals.stop_loss, tp = signals.take_profit;
  const double down = is_long ? 1 - sl : 1 + sl, up = is_long ? 1 + tp : 1 - tp;
  abi::OrderRequest request{};
  request.size = signals.size;
  request.sl = sl != 0 ? close * down : 0;
  request.tp = tp != 0 ? close * up : 0;
  if (spend_on_orders(1)) place(is_long, request);
}

}  // namespace stratgen
