#include <stratgen/strategy.hpp>

// The least that a bar costs: the crossing is counted, and the count keeps the loop alive.
struct NoOrders : Strategy {
  Series fast, slow;
  double above = 0;

  void init() {
    fast = sma(close, 20);
    slow = sma(close, 50);
  }
  void next() {
    if (crossover(fast, slow)) above += 1;
    if (above > 1e6) buy();
  }
};

STRATGEN_STRATEGY(NoOrders)
