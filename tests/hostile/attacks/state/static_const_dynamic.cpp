// expect: state
#include <stratgen/strategy.hpp>
int f(int v) { static const int n = v; return n; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
