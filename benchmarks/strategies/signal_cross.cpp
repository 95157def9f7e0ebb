#include <stratgen/strategy.hpp>

struct SignalCross : SignalStrategy {
  Series fast, slow;

  void init() {
    fast = sma(close, 20);
    slow = sma(close, 50);
  }
  auto long_entry() { return crossover(fast, slow); }
  auto long_exit() { return crossover(slow, fast); }
};

STRATGEN_STRATEGY(SignalCross)
