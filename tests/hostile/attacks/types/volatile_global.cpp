// expect: volatile
#include <stratgen/strategy.hpp>
volatile int v = 1;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
