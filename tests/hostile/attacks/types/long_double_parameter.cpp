// expect: type
#include <stratgen/strategy.hpp>
int f(long double v) { return 1; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
