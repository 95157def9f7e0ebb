// The SMA cross over any two windows: what sweeps are timed with.
#include <stratgen/strategy.hpp>

struct AnyCross : Strategy {
  int fast = param("fast", 20);
  int slow = param("slow", 50);
  Series fast_ma, slow_ma;

  void init() {
    fast_ma = sma(close, fast);
    slow_ma = sma(close, slow);
  }
  void next() {
    if (crossover(fast_ma, slow_ma))
      buy();
    else if (crossover(slow_ma, fast_ma))
      position.close();
  }
};

STRATGEN_STRATEGY(AnyCross)
