// The signal form: what a SignalStrategy's conditions mean.
#pragma once

#include "words.hpp"

#pragma clang attribute push(                                                  \
    __attribute__((no_sanitize("signed-integer-overflow", "shift-exponent"))), \
    apply_to = function)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"  // of vectors: nothing here is called

namespace stratgen::inline v1::detail {

// Operands of a condition count for the warm-up as any series of init() does; comparisons
// themselves have a value from bar 0. One that has none at all does not count.
template <class T>
void count_operand(Engine& engine, const T& operand) {
  if constexpr (!__is_same(T, Series) && !__is_same(T, Constant)) {
    if (!operand.assigned_()) sg_stop(nullptr, abi::Stop::EmptySeries);
    const auto has_value = [&](Bars bar) {
      return !__builtin_isnan(static_cast<double>(operand.at_(bar)));
    };
    const auto bars = static_cast<Bars>(engine.frame->bars);
    const auto warmup = static_cast<Bars>(engine.frame->warmup);
    if (has_value(warmup)) return;  // so its first value is not later
#pragma clang loop vectorize(disable) unroll(disable)
    for (Bars i = 0; i < bars; ++i) {
      if (!has_value(i)) continue;
      if (i > warmup) engine.frame->warmup = static_cast<int>(i);
      return;
    }
  }
}
template <class T>
void count_condition(Engine&, const T&) {}
template <class A>
void count_condition(Engine& engine, const Unary<Not, A>& node) {
  count_condition(engine, node.a);
}
template <class Op, class A, class B>
void count_condition(Engine& engine, const Binary<Op, A, B>& node) {
  if constexpr (__is_same(Op, And) || __is_same(Op, Or)) {
    count_condition(engine, node.a);
    count_condition(engine, node.b);
  } else {
    count_operand(engine, node.a);
    count_operand(engine, node.b);
  }
}
template <class A, class B>
void count_condition(Engine& engine, const Crossover<A, B>& node) {
  count_operand(engine, node.a);
  count_operand(engine, node.b);
}

template <Condition T>
bool is_readable(const T& condition) {
  if constexpr (SeriesLike<T>)
    return condition.assigned_();
  else
    return true;
}
template <Condition T>
Bars depth_of(const T& condition) {
  if constexpr (SeriesLike<T>)
    return condition.depth_();
  else
    return 0;
}

// The signal form as a next(): exactly the rules that strategy.hpp states.
template <class T>
struct Signals {
  [[gnu::always_inline]] static auto long_entry(T& s) { return s.long_entry(); }
  [[gnu::always_inline]] static auto long_exit(T& s) {
    if constexpr (requires { s.long_exit(); })
      return s.long_exit();
    else
      return Never{};
  }
  [[gnu::always_inline]] static auto short_entry(T& s) {
    if constexpr (requires { s.short_entry(); })
      return s.short_entry();
    else
      return Never{};
  }
  [[gnu::always_inline]] static auto short_exit(T& s) {
    if constexpr (requires { s.short_exit(); })
      return s.short_exit();
    else
      return Never{};
  }

  decltype(long_entry(*static_cast<T*>(nullptr))) enter_long;
  decltype(long_exit(*static_cast<T*>(nullptr))) exit_long;
  decltype(short_entry(*static_cast<T*>(nullptr))) enter_short;
  decltype(short_exit(*static_cast<T*>(nullptr))) exit_short;
  double size = all_equity, stop_loss = 0, take_profit = 0;

  [[gnu::always_inline]] Signals(Engine& engine, T& s)
      : enter_long(long_entry(s)),
        exit_long(long_exit(s)),
        enter_short(short_entry(s)),
        exit_short(short_exit(s)) {
    count_condition(engine, enter_long);
    count_condition(engine, exit_long);
    count_condition(engine, enter_short);
    count_condition(engine, exit_short);
    if constexpr (requires { s.size(); }) size = s.size();
    if constexpr (requires { s.stop_loss(); }) stop_loss = s.stop_loss();
    if constexpr (requires { s.take_profit(); }) take_profit = s.take_profit();
  }

  // All conditions at all bars, for the host. False where bars have to be gone through: one cannot
  // be read, or looks further back than the bars before the first of trading, or there are few.
  [[gnu::always_inline]] bool write(Engine& engine) const {
    if constexpr (Condition<decltype(enter_long)> && Condition<decltype(exit_long)> &&
                  Condition<decltype(enter_short)> && Condition<decltype(exit_short)>) {
      abi::Frame& frame = *engine.frame;
      const auto bars = static_cast<Bars>(frame.bars);
      const int first = frame.warmup + 1 > frame.first_bar ? frame.warmup + 1 : frame.first_bar;
      const Bars deepest = deeper(deeper(depth_of(enter_long), depth_of(exit_long)),
                                  deeper(depth_of(enter_short), depth_of(exit_short)));
      if (!is_readable(enter_long) || !is_readable(exit_long) || !is_readable(enter_short) ||
          !is_readable(exit_short) || static_cast<Bars>(first) < deepest || bars < deepest + 64)
        return false;
      frame.phase = abi::Phase::Next;
      write_words(*frame.signals, static_cast<Bars>(first), bars);
      frame.signals->present = 1u | has<decltype(exit_long)> << 1 |
                               has<decltype(enter_short)> << 2 | has<decltype(exit_short)> << 3;
      frame.signals->start = first < frame.bars ? first : frame.bars;
      frame.signals->size = size;
      frame.signals->stop_loss = stop_loss;
      frame.signals->take_profit = take_profit;
      frame.signals->written = true;
      return true;
    } else {
      return false;
    }
  }

  template <class C>
  static constexpr unsigned has = !__is_same(C, Never);

  // The first word is that of 64 bars from the first of trading on, for before that series may have
  // no values, and the last one that of the last 64 bars. In the end both are moved to their
  // places.
  [[gnu::always_inline]] void write_words(abi::Signals& out, Bars first, Bars bars) const {
    const Bars begin = first & ~Bars(63), end = (bars - 1) & ~Bars(63), last = bars - 64;
    if (begin > end) return;
#pragma clang loop vectorize(disable) unroll(disable)
    for (Bars base = begin; base <= end; base += 64) {
      const Bars begun = base < first ? first : base, from = begun > last ? last : begun;
      Compared compared;
      const Word words[4] = {
          word_of(enter_long, from, compared), word_of(exit_long, from, compared),
          word_of(enter_short, from, compared), word_of(exit_short, from, compared)};
      each_present([&](int c) { out.words[c][base / 64] = words[c]; });
    }
    const Bars from = first > last ? last : first;
    const Bars up = from > begin ? from - begin : 0, down = begin > from ? begin - from : 0;
    const Bars down_at_end = end > begin && end > last ? end - last : 0;
    const Word traded = ~Word(0) << (first & 63);
    each_present([&](int c) {
      Word* const words = out.words[c];
      words[begin / 64] = words[begin / 64] << up >> down & traded;
      words[end / 64] >>= down_at_end;
    });
  }
  template <class Do>
  [[gnu::always_inline]] static void each_present(Do with) {
    with(0);
    if constexpr (has<decltype(exit_long)>) with(1);
    if constexpr (has<decltype(enter_short)>) with(2);
    if constexpr (has<decltype(exit_short)>) with(3);
  }

  // On the base: the strategy's own members may have the names of these.
  [[gnu::always_inline]] void next(Strategy& s) {
    const double p = s.position.size, close = s.close[0];
    if (p > 0 && exit_long)
      s.position.close();
    else if (p < 0 && exit_short)
      s.position.close();
    const double sl = stop_loss, tp = take_profit;
    if (p <= 0 && enter_long) {
      if (p < 0) s.position.close();
      s.buy({.size = size, .sl = sl ? close * (1 - sl) : 0, .tp = tp ? close * (1 + tp) : 0});
    } else if (p >= 0 && enter_short) {
      if (p > 0) s.position.close();
      s.sell({.size = size, .sl = sl ? close * (1 + sl) : 0, .tp = tp ? close * (1 - tp) : 0});
    }
  }
};

}  // namespace stratgen::inline v1::detail

#pragma clang diagnostic pop
#pragma clang attribute pop
