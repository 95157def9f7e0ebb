// expect: type
#include <stratgen/strategy.hpp>
long double f() { return 1; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
