// expect: pointer
#include <stratgen/strategy.hpp>
int f(int* p) { return *p; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
