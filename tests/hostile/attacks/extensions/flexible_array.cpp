// expect: compile
#include <stratgen/strategy.hpp>
struct P { int n; double v[]; };
struct Q { P p; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
