// expect: volatile
#include <stratgen/strategy.hpp>
int f(volatile int v) { return v; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
