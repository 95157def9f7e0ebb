// expect: friend
#include <stratgen/strategy.hpp>
struct P { friend int f(P) { return 1; } int v; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
