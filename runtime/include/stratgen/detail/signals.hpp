// The signal form: what a SignalStrategy's conditions mean.
#pragma once

#include "handles.hpp"

#pragma clang attribute push(__attribute__((no_sanitize("signed-integer-overflow"))), \
                             apply_to = function)

namespace stratgen::inline v1::detail {

// Operands of a condition count for the warm-up as any series of init() does; comparisons
// themselves have a value from bar 0.
template <class T>
void count_operand(Engine& engine, const T& operand) {
  if constexpr (!__is_same(T, Series) && !__is_same(T, Constant)) {
    double* const column = sg_new_column(engine.frame);
    const auto bars = static_cast<Bars>(engine.frame->bars);
    for (Bars i = 0; i < bars; ++i) column[i] = static_cast<double>(operand.at_(i));
    sg_column_done(engine.frame, column);
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
