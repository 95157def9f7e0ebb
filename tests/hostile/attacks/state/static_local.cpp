// expect: state
#include <stratgen/strategy.hpp>
int f() { static int n = 0; return ++n; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
