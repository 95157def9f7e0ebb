// expect: exit 5, "fast must be below slow"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  int fast = param("fast", 9), slow = param("slow", 3);
  void init() { if (fast > slow) reject("fast must be below slow"); f = sma(close, 10); }
  void next() {
    if (close > f) buy();
  }
};
STRATGEN_STRATEGY(S)
