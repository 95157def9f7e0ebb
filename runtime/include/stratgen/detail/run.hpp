// The bar loop, instantiated over the strategy so that next() is inlined into it. What does not
// depend on the strategy is no template: it is parsed once, with the headers.
#pragma once

#include "signals.hpp"

#pragma clang attribute push(__attribute__((no_sanitize("signed-integer-overflow"))), \
                             apply_to = function)

namespace stratgen::inline v1::detail {

// Steps from bar to bar. On the stack of run(), as Engine is.
struct Loop {
  Engine& engine;
  abi::Frame* const frame;
  const unsigned last;
  unsigned
      previous;  // the bar before the next one, which there always is: so close[1] needs no check

  [[gnu::always_inline]] explicit Loop(Engine& e)
      : engine(e),
        frame(e.frame),
        last(static_cast<unsigned>(frame->bars - 1)),
        previous(static_cast<unsigned>(sg_start(frame) - 1)) {
    engine.live = true;
  }

  // The host's part of the next bar. False if there is none, or nothing left to trade with.
  [[gnu::always_inline]] bool next() {
    if (previous >= last) return false;
    const Bars bar = Bars(previous) + 1;
    const int now = static_cast<int>(bar);
    frame->bar = now;
    if (now >= frame->wake_bar && !sg_step(frame)) [[unlikely]]
      return false;
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
    if (frame->signals && signals.write(engine)) return;
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
