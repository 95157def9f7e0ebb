// The bar loop, instantiated over the strategy so that next() is inlined into it. What does not
// depend on the strategy is no template: it is parsed once, with the headers.
#pragma once

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

// Steps from bar to bar. On the stack of run(), as Engine is.
struct Loop {
  Engine& engine;
  abi::Frame* const frame;
  const double *const low, *const high, *const close;
  double* const equity;
  const unsigned last;
  unsigned
      previous;  // the bar before the next one, which there always is: so close[1] needs no check

  [[gnu::always_inline]] explicit Loop(Engine& e)
      : engine(e),
        frame(e.frame),
        low(frame->low),
        high(frame->high),
        close(frame->close),
        equity(frame->equity),
        last(static_cast<unsigned>(frame->bars - 1)),
        previous(static_cast<unsigned>(sg_start(frame) - 1)) {
    engine.live = true;
  }

  // The broker's part of the next bar. False if there is none, or nothing left to trade with.
  [[gnu::always_inline]] bool next() {
    if (previous >= last) return false;
    const Bars bar = Bars(previous) + 1;
    const int now = static_cast<int>(bar);
    frame->bar = now;
    if (low[bar] <= frame->wake_low || high[bar] >= frame->wake_high || now >= frame->wake_bar)
        [[unlikely]]
      sg_step(frame);
    const double value = abi::equity(*frame, close[bar]);
    equity[bar] = value;
    if (value <= 0) [[unlikely]] {
      sg_ruin(frame);
      return false;
    }
    engine.visible = Bars(previous) + 2;
    ++previous;
    return true;
  }
};

template <class T>
[[gnu::flatten]] void run(abi::Frame* frame) {
  static_assert(__is_aggregate(T), "a strategy has public members and no constructor");
  frame->phase = abi::Phase::Params;
  Engine engine{frame};
  T strategy{{&engine}};         // the engine reaches the base before the member initialisers run
  if (frame->bars == 0) return;  // the host only asked for the parameters

  frame->phase = abi::Phase::Init;
  strategy.init();
  if constexpr (__is_base_of(SignalStrategy, T)) {
    Signals<T> signals(engine, strategy);
    Loop loop(engine);
#pragma clang loop vectorize(disable) unroll(disable)
    while (loop.next()) signals.next(strategy);
  } else {
    Loop loop(engine);
#pragma clang loop vectorize(disable) unroll(disable)
    while (loop.next()) strategy.next();
  }
}

}  // namespace stratgen::inline v1::detail

#pragma clang attribute pop

// What a strategy writes without a prefix; not all of the namespace, since it may have a `detail`
// of its own.
namespace stratgen::inline v1::names_ {

using v1::abs, v1::ceil, v1::clamp, v1::exp, v1::fabs, v1::floor, v1::isfinite, v1::isnan, v1::log;
using v1::Asset, v1::Aroon, v1::Bands, v1::Channel, v1::Date, v1::Ichimoku, v1::List, v1::Ma;
using v1::bars_since, v1::change, v1::crossover, v1::crossunder, v1::pct_change, v1::shift;
using v1::Macd, v1::Mama, v1::MinMax, v1::Order, v1::OrderArgs, v1::Phasor, v1::Position;
using v1::max, v1::min, v1::pow, v1::round, v1::sign, v1::sqrt, v1::where;
using v1::Series, v1::SignalStrategy, v1::Sine, v1::Stoch, v1::Strategy, v1::Tag, v1::Trade;

}  // namespace stratgen::inline v1::names_

using namespace stratgen::names_;
