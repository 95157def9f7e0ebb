// expect: attribute
#include <stratgen/strategy.hpp>
[[carries_dependency]] int f() { return 1; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
