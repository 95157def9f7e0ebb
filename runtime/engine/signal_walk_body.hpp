// Walks from signal to signal. Included once for each instruction set, in a namespace of its own.

#include "runtime/engine/signal_fills_body.hpp"
#include "runtime/engine/signal_sums_body.hpp"

// The bars at which any of the conditions holds, if they are few; then `bars`.
bool list_events(const SignalMasks& masks, int start, int bars, std::vector<int>& events) {
  static_assert(SignalMasks::alignment == 8);
  constexpr std::size_t at_once = 2, most_per_word = 2, group = 64;
  const std::size_t words = static_cast<std::size_t>(bars + 63) / 64,
                    first = static_cast<std::size_t>(start) / 64;
  events.resize(words * (most_per_word + 1) + 64 + 2 * at_once);
  const MaskWord* conditions[4];  // one that is not there is the first again
  for (unsigned c = 0; c < 4; ++c) {
    const MaskWord* const its_words = masks.words(static_cast<SignalMasks::Condition>(c));
    conditions[c] = its_words ? its_words : conditions[0];
  }
  const MaskWord *const w0 = conditions[0], *const w1 = conditions[1], *const w2 = conditions[2],
                        *const w3 = conditions[3];
  std::size_t found = 0;
  for (std::size_t base = first / group * group; base < words; base += group) {
    // A bit for each word that is not 0. Words that are none of the bars' have to be left out.
    MaskWord filled = 0;
    for (std::size_t k = 0; k < group && base + k < words; k += 8) {
      const std::size_t at = base + k;
      const Truths any = truths(w0 + at) | truths(w1 + at) | truths(w2 + at) | truths(w3 + at);
      filled |= MaskWord{bits(any != 0)} << k;
    }
    if (base < first) filled &= ~MaskWord{0} << (first - base);
    if (words - base < group) filled &= ~(~MaskWord{0} << (words - base));
    for (; filled != 0; filled &= filled - 1) {
      const std::size_t at = base + static_cast<std::size_t>(std::countr_zero(filled));
      MaskWord word = w0[at] | w1[at] | w2[at] | w3[at];
      const auto in_word = static_cast<std::size_t>(std::popcount(word));
      if (found + in_word > words * most_per_word + 64) return false;
      const int bar = static_cast<int>(at) * 64;
      int* to = events.data() + found;
      found += in_word;
      // Without a branch for what is usual.
      for (std::size_t k = 0; k < at_once; ++k, word &= word - 1)
        *to++ = bar + std::countr_zero(word);
      for (; word != 0; word &= word - 1) *to++ = bar + std::countr_zero(word);
    }
  }
  events[found] = bars;
  return true;
}

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
      walk_.ruined = value <= 0;
      waiting_.close = true;
    }
    fill(waiting_, bars_ - 1);
  }

  [[gnu::always_inline]] void end() {
    if (position_ == 0) return;
    open_.to = bars_;
    add();
  }

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
    return summer.sums(count);
  };
  if (!list_events(masks, start, count, walk.events)) return go(NextOrder{});
  return go(NextListed{walk.events.data()});
}

WalkSums walk_signals(const SignalMasks& masks, const Bars& bars, const CloseTable& table,
                      const WalkOptions& options, SignalWalk& walk) {
  walk.holdings.clear();
  walk.ruined = false;
  const Commission& commission = options.broker.commission;
  const bool has_fees = commission.fixed != 0 || commission.relative != 0 || commission.custom;
  const bool has_shorts = masks.words(SignalMasks::ShortEntry) != nullptr;
  const auto how = has_fees     ? has_shorts ? walk_with<true, true> : walk_with<true, false>
                       : has_shorts ? walk_with<false, true>
                                : walk_with<false, false>;
  return how(masks, bars, table, options, walk);
}
