// expect: compile
#include <stratgen/strategy.hpp>
int f(a) int a; { return a; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
