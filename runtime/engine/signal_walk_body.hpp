// Walks from signal to signal. Included once for each instruction set, in a namespace of its own.

#include "runtime/engine/lanes_body.hpp"
#include "runtime/engine/signal_curve_body.hpp"
#include "runtime/engine/signal_events_body.hpp"
#include "runtime/engine/signal_fills_body.hpp"
#include "runtime/engine/signal_lane_walk_body.hpp"
#include "runtime/engine/signal_lanes_body.hpp"
#include "runtime/engine/signal_sums_body.hpp"

// The first bar from one on at which to look.
struct NextListed {
  const int* at;
  template <class Walk>
  [[gnu::always_inline]] int operator()(const Walk&, int) {
    return *at++;
  }
};
struct NextOrder {
  template <class Walk>
  [[gnu::always_inline]] int operator()(const Walk& walk, int bar) const {
    return walk.next_order(bar);
  }
};

// `has_shorts`: there are conditions for them.
template <bool has_fees, bool has_shorts>
class Walk {
 public:
  Walk(const SignalMasks& masks, const Bars& bars, const BrokerOptions& broker, Summer& summer,
       SignalWalk& walk)
      : fills_(bars, broker, masks.signals().size),
        summer_(summer),
        walk_(walk),
        cash_(broker.cash),
        last_close_(bars.close.back()),
        bars_(static_cast<int>(bars.size())),
        long_entry_(masks.words(SignalMasks::LongEntry)),
        long_exit_(masks.words(SignalMasks::LongExit)),
        short_entry_(masks.words(SignalMasks::ShortEntry)),
        short_exit_(masks.words(SignalMasks::ShortExit)) {}

  template <class Next>
  [[gnu::always_inline]] void go(int start, Next next) {
    for (int bar = next(*this, start); bar < bars_; bar = next(*this, bar + 1)) {
      const Orders orders = orders_at(bar);
      if (bar + 1 < bars_)
        fill(orders, bar + 1);
      else
        waiting_ = orders;
    }
  }
  [[gnu::always_inline]] int next_order(int bar) const {
    if (position_ > 0) return next_event(long_exit_, short_entry_, bar, bars_);
    if (position_ < 0) return next_event(short_exit_, long_entry_, bar, bars_);
    return next_event(long_entry_, short_entry_, bar, bars_);
  }

  // One more step of the last bar, with the position's end before whatever waits.
  [[gnu::always_inline]] void finalize() {
    if (position_ != 0) {
      const double value = open_.cash + last_close_ * open_.size - open_.size * open_.entry_price;
      ruined_ = value <= 0;
      waiting_.close = true;
    }
    fill(waiting_, bars_ - 1);
  }

  [[gnu::always_inline]] void end() {
    if (position_ == 0) return;
    open_.to = bars_;
    add();
  }
  bool ruined() const { return ruined_; }

 private:
  // What one bar's orders will do at the next.
  struct Orders {
    bool close = false;
    int enter = 0;  // its sign
  };

  // As SignalStrategy says (strategy.hpp).
  [[gnu::always_inline]] Orders orders_at(int bar) const {
    if (position_ == 0) {
      if (holds(long_entry_, bar)) return {false, 1};
      return {false, has_shorts && holds(short_entry_, bar) ? -1 : 0};
    }
    if constexpr (!has_shorts) return {holds(long_exit_, bar), 0};
    const bool is_long = position_ > 0;
    const bool reverse = holds(is_long ? short_entry_ : long_entry_, bar);
    const bool close = holds(is_long ? long_exit_ : short_exit_, bar);
    return {close || reverse, reverse ? -position_ : 0};
  }
  [[gnu::always_inline]] void fill(const Orders& orders, int bar) {
    if (orders.close) {
      fills_.leave(open_, cash_, bar);
      add();
      position_ = 0;
    }
    if (orders.enter != 0 && fills_.enter(open_, cash_, has_shorts ? orders.enter : 1, bar))
      position_ = orders.enter;
  }
  // A copy: nothing else knows the address of a Walk, so it is in registers.
  [[gnu::noinline]] static void keep_in(SignalWalk& walk, Holding holding) {
    walk.holdings.push_back(holding);
  }
  [[gnu::always_inline]] void add() {
    summer_.add(open_);
    if (walk_.keeps) [[unlikely]]
      keep_in(walk_, open_);
  }

  Fills<has_fees> fills_;
  Summer& summer_;
  SignalWalk& walk_;
  Holding open_{};  // while there is a position
  double cash_, last_close_;
  int bars_;
  const MaskWord *long_entry_, *long_exit_, *short_entry_, *short_exit_;
  int position_ = 0;
  bool ruined_ = false;
  Orders waiting_;
};

// One Walk for each way through the bars.
template <bool has_fees, bool has_shorts>
WalkSums walk_with(const SignalMasks& masks, const Bars& bars, const CloseTable& table,
                   const WalkOptions& options, SignalWalk& walk) {
  const int count = static_cast<int>(bars.size()), start = masks.signals().start;
  const auto go = [&](auto next) __attribute__((always_inline)) {
    Summer summer(table, bars.close, options.broker.cash, walk);
    Walk<has_fees, has_shorts> walker(masks, bars, options.broker, summer, walk);
    walker.go(start, next);
    if (options.finalize && start < count) walker.finalize();
    walker.end();
    WalkSums all = summer.sums(count);
    all.ruined = walker.ruined();
    return all;
  };
  if (!list_events(masks, start, count, walk.events)) return go(NextOrder{});
  return go(NextListed{walk.events.data()});
}

WalkSums walk_alone(const SignalMasks& masks, const Bars& bars, const CloseTable& table,
                    const WalkOptions& options, SignalWalk& walk) {
  const bool has_shorts = masks.words(SignalMasks::ShortEntry) != nullptr;
  const auto how = options.has_fees() ? has_shorts ? walk_with<true, true> : walk_with<true, false>
                   : has_shorts ? walk_with<false, true>
                                      : walk_with<false, false>;
  return how(masks, bars, table, options, walk);
}

void walk_signals(std::span<const SignalMasks* const> masks, const Bars& bars,
                  const CloseTable& table, const WalkOptions& options, SignalWalk& walk,
                  std::span<WalkSums> sums) {
  walk.holdings.clear();
  unsigned left = (1u << masks.size()) - 1;
  if (may_go_in_lanes(options)) left = walk_in_lanes(masks, bars, table, options, walk, sums);
  for (; left != 0; left &= left - 1) {
    const auto i = static_cast<unsigned>(std::countr_zero(left));
    sums[i] = walk_alone(*masks[i], bars, table, options, walk);
  }
}
