#include <stratgen/strategy.hpp>

namespace {

// Bars without an order: what the loop itself costs.
struct Watches : Strategy {
  double highest_close = 0;
  void next() {
    if (close > highest_close) highest_close = close;
  }
};

struct SmaCross : Strategy {
  int fast = param("fast", 10);
  int slow = param("slow", 30);
  Series fast_ma, slow_ma;

  void init() {
    fast_ma = sma(close, fast);
    slow_ma = sma(close, slow);
  }
  void next() {
    if (crossover(fast_ma, slow_ma)) {
      position.close();
      buy({.size = 10});
    } else if (crossover(slow_ma, fast_ma)) {
      position.close();
    }
  }
};

struct SignalSmaCross : SignalStrategy {
  int fast = param("fast", 10);
  int slow = param("slow", 30);
  Series fast_ma, slow_ma;

  void init() {
    fast_ma = sma(close, fast);
    slow_ma = sma(close, slow);
  }
  auto long_entry() { return crossover(fast_ma, slow_ma); }
  auto long_exit() { return crossover(slow_ma, fast_ma); }
  double size() { return 10; }
};

// An order that waits and a stop that moves on every bar: the broker's part.
struct Trails : Strategy {
  void next() {
    for (Trade trade : trades()) trade.set_sl(max(trade.sl, close - 3));
    for (Order order : orders()) {
      if (!order.is_contingent()) order.cancel();
    }
    if (!position) buy({.size = 10, .limit = close - 0.5});
  }
};

}  // namespace

void watches(stratgen::abi::Frame* frame) { stratgen::detail::run<Watches>(frame); }
void sma_cross(stratgen::abi::Frame* frame) { stratgen::detail::run<SmaCross>(frame); }
void signal_sma_cross(stratgen::abi::Frame* frame) { stratgen::detail::run<SignalSmaCross>(frame); }
void trails(stratgen::abi::Frame* frame) { stratgen::detail::run<Trails>(frame); }
