#include <stratgen/strategy.hpp>

// The SMA cross as far as the orders: a crossing is counted, and the count keeps the loop alive.
struct IdleCross : Strategy {
  int fast = param("fast", 20, {5, 60, 5});
  int slow = param("slow", 50, {20, 200, 10});
  Series fast_ma, slow_ma;
  int above = 0, below = 0;

  void init() {
    fast_ma = sma(close, fast);
    slow_ma = sma(close, slow);
  }

  void next() {
    if (crossover(fast_ma, slow_ma))
      ++above;
    else if (crossover(slow_ma, fast_ma))
      ++below;
    if (above - below > 1) buy();
  }
};

STRATGEN_STRATEGY(IdleCross)
