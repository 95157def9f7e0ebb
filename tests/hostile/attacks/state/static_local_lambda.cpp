// expect: state
#include <stratgen/strategy.hpp>
int f() { auto g = [] { static int n = 0; return ++n; }; return g(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
