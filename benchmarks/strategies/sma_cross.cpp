#include <stratgen/strategy.hpp>

struct SmaCross : Strategy {
  int fast = param("fast", 20, {5, 60, 5});
  int slow = param("slow", 50, {20, 200, 10});
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

STRATGEN_STRATEGY(SmaCross)
