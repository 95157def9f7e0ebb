// expect: attribute
#include <stratgen/strategy.hpp>
[[gnu::malloc]] int f() { return 1; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
