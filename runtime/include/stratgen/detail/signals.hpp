// The signal form: what a SignalStrategy's conditions mean.
#pragma once

#include "handles.hpp"
#include "lanes.hpp"

#pragma clang attribute push(__attribute__((no_sanitize("signed-integer-overflow"))), \
                             apply_to = function)

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

// A condition the strategy does not have never holds.
struct Never {
  operator bool() const { return false; }
};

template <class T>
concept Condition = SeriesLike<T> || __is_arithmetic(T) || __is_same(T, Never);

template <Condition T>
bool readable(const T& condition) {
  if constexpr (SeriesLike<T>)
    return condition.assigned_();
  else
    return true;
}
template <Condition T>
Bars depth_of(const T& condition) {
  if constexpr (SeriesLike<T>)
    return depth(condition);
  else
    return 0;
}
template <Condition T>
[[gnu::always_inline]] Word at_word_of(const T& condition, Bars bar) {
  if constexpr (SeriesLike<T>)
    return at_word(condition, bar);
  else
    return condition ? ~Word(0) : 0;
}
template <Condition T>
[[gnu::always_inline]] Word now(const T& condition) {
  return condition ? 1 : 0;
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

  // All conditions at all bars, for the host. False where one has to be asked bar by bar.
  [[gnu::always_inline]] bool write(Engine& engine) const {
    if constexpr (Condition<decltype(enter_long)> && Condition<decltype(exit_long)> &&
                  Condition<decltype(enter_short)> && Condition<decltype(exit_short)>) {
      if (!(readable(enter_long) && readable(exit_long) && readable(enter_short) &&
            readable(exit_short)))
        return false;
      abi::Signals& out = *engine.frame->signals;
      out.start = start(*engine.frame);
      out.size = size;
      out.stop_loss = stop_loss;
      out.take_profit = take_profit;
      out.present = 1u | present<decltype(exit_long)> << 1 | present<decltype(enter_short)> << 2 |
                    present<decltype(exit_short)> << 3;
      write_words(engine, out);
      out.written = true;
      return true;
    } else {
      return false;
    }
  }

  // Of trading, as sg_start() has it.
  [[gnu::always_inline]] static int start(abi::Frame& frame) {
    frame.phase = abi::Phase::Next;
    const int first = frame.warmup + 1 > frame.first_bar ? frame.warmup + 1 : frame.first_bar;
    return first < frame.bars ? first : frame.bars;
  }

  template <class C>
  static constexpr unsigned present = !__is_same(C, Never);

  struct Words {
    Word enter_long, exit_long, enter_short, exit_short;
  };

  // Where a node reads before the first bar, and where there are too few bars for a word, next()'s
  // way of reading decides.
  [[gnu::always_inline]] void write_words(Engine& engine, abi::Signals& out) const {
    const auto bars = static_cast<Bars>(engine.frame->bars), start = static_cast<Bars>(out.start);
    const Bars deepest = deeper(deeper(depth_of(enter_long), depth_of(exit_long)),
                                deeper(depth_of(enter_short), depth_of(exit_short)));
    const bool wide = bars >= deepest + 64;
    const Bars narrow = !wide ? bars : deepest;  // bars before this one go one by one
    for (Bars base = start & ~Bars(63); base < bars; base += 64) {
      Words words = {};
      const Bars end = base + 64 < bars ? base + 64 : bars;
      if (start < narrow) {
        const Bars first = base > start ? base : start, last = end < narrow ? end : narrow;
        for (Bars bar = first; bar < last; ++bar) add(words, ask(engine, bar), bar - base);
      }
      if (end > narrow) {
        // The last word of the history, and one that begins too early, is part of another one.
        const Bars from = base < narrow ? narrow : base + 64 > bars ? bars - 64 : base;
        const Words wider = ask_wide(from);
        words = base < from ? joined(words, wider, from - base, 0)
                            : joined(words, wider, 0, base - from);
      }
      const Word traded = base < start ? ~Word(0) << (start & 63) : ~Word(0);
      const Bars at = base / 64;
      out.words[0][at] = words.enter_long & traded;
      if constexpr (present<decltype(exit_long)>) out.words[1][at] = words.exit_long & traded;
      if constexpr (present<decltype(enter_short)>) out.words[2][at] = words.enter_short & traded;
      if constexpr (present<decltype(exit_short)>) out.words[3][at] = words.exit_short & traded;
    }
  }
  [[gnu::always_inline]] Words ask_wide(Bars bar) const {
    return {at_word_of(enter_long, bar), at_word_of(exit_long, bar), at_word_of(enter_short, bar),
            at_word_of(exit_short, bar)};
  }
  [[gnu::always_inline]] Words ask(Engine& engine, Bars bar) const {
    engine.visible = bar + 1;
    return {now(enter_long), now(exit_long), now(enter_short), now(exit_short)};
  }
  [[gnu::always_inline]] static void add(Words& words, const Words& bit, Bars at) {
    words = joined(words, bit, at, 0);
  }
  [[gnu::always_inline]] static Words joined(const Words& a, const Words& b, Bars up, Bars down) {
    return {a.enter_long | b.enter_long << up >> down, a.exit_long | b.exit_long << up >> down,
            a.enter_short | b.enter_short << up >> down, a.exit_short | b.exit_short << up >> down};
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

#pragma clang attribute pop
