// expect: variadic
#include <stratgen/strategy.hpp>
struct P { int f(...) { return 1; } };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
