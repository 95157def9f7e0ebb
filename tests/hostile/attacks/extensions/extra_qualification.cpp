// expect: compile
#include <stratgen/strategy.hpp>
struct P { int P::f() { return 1; } };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
