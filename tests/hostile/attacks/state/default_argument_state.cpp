// expect: heap
#include <stratgen/strategy.hpp>
int f(int& n = *new int) { return ++n; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
