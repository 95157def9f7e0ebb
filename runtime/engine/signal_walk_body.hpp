// Included by signal_walk.cpp once for each instruction set, within a namespace of its own.

// As Broker fills a market order while nothing else is open. `has_fees`: there is a commission.
template <bool has_fees>
class Fills {
 public:
  Fills(const Bars& bars, const BrokerOptions& broker, double size)
      : broker_(broker),
        prices_(broker.trade_on_close ? bars.close.data() - 1 : bars.open.data()),
        size_(size),
        leverage_(1 / broker.margin) {}

  // False if it buys nothing.
  bool enter(Holding& holding, double& cash, double sign, int bar) const {
    const double base = prices_[bar];
    const double entry = base * (1 + sign * broker_.spread);
    const double unit_cost = entry + commission(sign * size_, base) / size_;
    const double budget = (cash > 0 ? cash : 0) * leverage_;
    const double units = size_ < 1 ? affordable(budget * size_, unit_cost) : size_;
    if (!(units > 0 && units * unit_cost <= budget)) [[unlikely]]
      return false;
    holding.size = sign * units;
    holding.entry_price = entry;
    holding.from = bar;
    holding.closed = false;
    cash -= commission(holding.size, entry);
    holding.cash = cash;
    return true;
  }

  void leave(Holding& holding, double& cash, int bar) const {
    const double exit = prices_[bar];
    const double fee = commission(holding.size, exit);
    cash += holding.size * (exit - holding.entry_price) - fee;
    holding.commission = fee + commission(holding.size, holding.entry_price);
    holding.exit_price = exit;
    holding.cash_after = cash;
    holding.to = bar;
    holding.closed = true;
  }

 private:
  double commission(double size, double price) const {
    if constexpr (has_fees)
      return broker_.commission(size, price);
    else
      return 0;
  }
  double affordable(double budget, double unit_cost) const {
    if (!broker_.fractional) return floor_division(budget, unit_cost);
    const double units = rounded_down(budget / unit_cost);
    return units * unit_cost <= budget ? units : rounded_down(std::nextafter(units, 0));
  }
  static double rounded_down(double units) {
    constexpr double parts_per_unit = 1e8, most_parts = 0x1p51;
    const double parts = units * parts_per_unit;
    return std::abs(parts) < most_parts ? std::floor(parts) / parts_per_unit : units;
  }

  const BrokerOptions& broker_;
  const double* prices_;  // at which the orders fill that act at a bar
  double size_, leverage_;
};

// The bars at which any of the conditions holds, if they are few; then `bars`.
bool list_events(const SignalMasks& masks, int start, int bars, std::vector<int>& events) {
  constexpr int at_once = 4, most_per_word = 2;
  const std::size_t words = static_cast<std::size_t>(bars + 63) / 64;
  events.resize(words * (most_per_word + 1) + 64 + 2 * at_once);
  const MaskWord* conditions[4];
  int count = 0;
  for (const auto c : {SignalMasks::LongEntry, SignalMasks::LongExit, SignalMasks::ShortEntry,
                       SignalMasks::ShortExit})
    if (const MaskWord* const words_of_it = masks.words(c)) conditions[count++] = words_of_it;
  std::size_t found = 0;
  for (std::size_t at = static_cast<std::size_t>(start) / 64; at < words; ++at) {
    MaskWord word = conditions[0][at];
    for (int c = 1; c < count; ++c) word |= conditions[c][at];
    const auto in_word = static_cast<std::size_t>(std::popcount(word));
    if (found + in_word > words * most_per_word + 64) return false;
    const int base = static_cast<int>(at) * 64;
    int* to = events.data() + found;
    found += in_word;
    // Without a branch for what is usual.
    for (int k = 0; k < at_once; ++k, word &= word - 1) *to++ = base + std::countr_zero(word);
    for (; word != 0; word &= word - 1) *to++ = base + std::countr_zero(word);
  }
  events[found] = bars;
  return true;
}

template <bool has_fees>
class Walk {
 public:
  Walk(const SignalMasks& masks, const Bars& bars, const BrokerOptions& broker, SignalWalk& walk)
      : fills_(bars, broker, masks.signals().size),
        walk_(walk),
        at_(walk.room.data()),
        cash_(broker.cash),
        last_close_(bars.close.back()),
        bars_(static_cast<int>(bars.size())),
        long_entry_(masks.words(SignalMasks::LongEntry)),
        long_exit_(masks.words(SignalMasks::LongExit)),
        short_entry_(masks.words(SignalMasks::ShortEntry)),
        short_exit_(masks.words(SignalMasks::ShortExit)) {}

  // `next` gives, for a bar, the first one from there on at which to look.
  template <class Next>
  void go(int start, Next next) {
    for (int bar = next(start); bar < bars_; bar = next(bar + 1)) {
      const Orders orders = orders_at(bar);
      if (bar + 1 < bars_)
        fill(orders, bar + 1);
      else
        waiting_ = orders;
    }
    end();
  }
  int next_order(int bar) const {
    if (position_ > 0) return next_event(long_exit_, short_entry_, bar, bars_);
    if (position_ < 0) return next_event(short_exit_, long_entry_, bar, bars_);
    return next_event(long_entry_, short_entry_, bar, bars_);
  }

  // One more step of the last bar, with the position's end before whatever waits.
  void finalize() {
    if (position_ != 0) {
      const double value =
          at_[-1].cash + last_close_ * at_[-1].size - at_[-1].size * at_[-1].entry_price;
      walk_.ruined = value <= 0;
      waiting_.close = true;
    }
    fill(waiting_, bars_ - 1);
    end();
  }

 private:
  // What one bar's orders will do at the next.
  struct Orders {
    bool close = false;
    int enter = 0;  // its sign
  };

  // As SignalStrategy says (strategy.hpp).
  Orders orders_at(int bar) const {
    if (position_ == 0) {
      const int is_long = holds(long_entry_, bar);
      return {false, is_long ? 1 : holds(short_entry_, bar) ? -1 : 0};
    }
    const bool is_long = position_ > 0;
    const bool reverse = holds(is_long ? short_entry_ : long_entry_, bar);
    const bool close = holds(is_long ? long_exit_ : short_exit_, bar);
    return {close || reverse, reverse ? -position_ : 0};
  }
  void fill(const Orders& orders, int bar) {
    if (orders.close) {
      fills_.leave(at_[-1], cash_, bar);
      position_ = 0;
    }
    if (orders.enter != 0 && fills_.enter(*at_, cash_, orders.enter, bar)) {
      ++at_;
      position_ = orders.enter;
    }
  }
  void end() {
    if (position_ != 0) at_[-1].to = bars_;
    walk_.count = static_cast<std::size_t>(at_ - walk_.room.data());
  }

  Fills<has_fees> fills_;
  SignalWalk& walk_;
  Holding* at_;  // the next one
  double cash_, last_close_;
  int bars_;
  const MaskWord *long_entry_, *long_exit_, *short_entry_, *short_exit_;
  int position_ = 0;
  Orders waiting_;
};

template <bool has_fees>
void walk_with(const SignalMasks& masks, const Bars& bars, const WalkOptions& options,
               SignalWalk& walk) {
  const int count = static_cast<int>(bars.size()), start = masks.signals().start;
  Walk<has_fees> walker(masks, bars, options.broker, walk);
  if (list_events(masks, start, count, walk.events)) {
    const int* at = walk.events.data();
    walker.go(start, [&](int) { return *at++; });
  } else {
    walker.go(start, [&](int bar) { return walker.next_order(bar); });
  }
  if (options.finalize && start < count) walker.finalize();
}

void walk_signals(const SignalMasks& masks, const Bars& bars, const WalkOptions& options,
                  SignalWalk& walk) {
  walk.room.resize(bars.size() + 2);  // one for each bar, and what finalising opens
  walk.ruined = false;
  const Commission& commission = options.broker.commission;
  if (commission.fixed == 0 && commission.relative == 0 && !commission.custom)
    walk_with<false>(masks, bars, options, walk);
  else
    walk_with<true>(masks, bars, options, walk);
}

constexpr WalkKernels kernels = {walk_signals, sum_walk};
