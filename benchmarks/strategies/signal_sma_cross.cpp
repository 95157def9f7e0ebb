#include <stratgen/strategy.hpp>

struct SignalSmaCross : SignalStrategy {
  int fast = param("fast", 20);
  int slow = param("slow", 50);
  Series fast_ma, slow_ma;

  void init() {
    fast_ma = sma(close, fast);
    slow_ma = sma(close, slow);
  }
  auto long_entry() { return crossover(fast_ma, slow_ma); }
  auto long_exit() { return crossover(slow_ma, fast_ma); }
};

STRATGEN_STRATEGY(SignalSmaCross)
