// expect: compile
#include <stratgen/strategy.hpp>
int f() { return 1; }
int f() { return 2; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
