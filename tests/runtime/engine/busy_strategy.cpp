// A strategy that uses the broker in every way on every few bars; it says when its bars begin.
#include <stratgen/strategy.hpp>

void bars_begin();

struct Busy : Strategy {
  bool begun = false;
  Series ma;

  void init() { ma = sma(close, 10); }
  void next() {
    if (!begun) bars_begin();
    begun = true;
    const int i = bar_index();
    if (i % 7 == 0) buy({.size = 0.2, .sl = close * 0.97, .tp = close * 1.03, .tag = "bracket"});
    if (i % 11 == 0) buy({.size = 0.1, .limit = close * 0.99, .good_for = 3});
    if (i % 13 == 0) sell({.size = 0.1, .stop = close * 0.98});
    if (i % 17 == 0) position.close(0.5);
    for (const auto trade : trades()) {
      if (trade.is_long()) trade.set_sl(max(trade.sl, close * 0.96));
    }
    for (const auto order : orders()) {
      if (i % 19 == 0 && !order.is_contingent()) order.cancel();
    }
    if (close < ma && closed_trades().size() > 3 && i % 23 == 0) position.close();
  }
};

void busy_strategy(stratgen::abi::Frame* frame) { stratgen::detail::run<Busy>(frame); }

struct BusySignals : SignalStrategy {
  int fast = param("fast", 10);
  int slow = param("slow", 50);
  Series fast_ma, slow_ma;

  void init() {
    fast_ma = sma(close, fast);
    slow_ma = sma(close, slow);
  }
  auto long_entry() { return crossover(fast_ma, slow_ma); }
  auto long_exit() { return crossover(slow_ma, fast_ma); }
};

void busy_signals(stratgen::abi::Frame* frame) { stratgen::detail::run<BusySignals>(frame); }
