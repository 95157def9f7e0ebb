#include <stratgen/strategy.hpp>

struct RejectedCombinations : Strategy {
  int fast = param("fast", 5, {5, 30, 5});
  int slow = param("slow", 10, {5, 20, 5});
  Series a, b;

  void init() {
    if (fast >= slow) reject("fast must be below slow");
    a = sma(close, fast);
    b = sma(close, slow);
  }

  void next() {
    if (crossover(a, b)) buy();
  }
};

STRATGEN_STRATEGY(RejectedCombinations)
