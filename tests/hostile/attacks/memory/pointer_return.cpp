// expect: pointer
#include <stratgen/strategy.hpp>
int* f() { return 0; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
