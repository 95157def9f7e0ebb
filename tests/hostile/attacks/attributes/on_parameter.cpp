// expect: attribute
#include <stratgen/strategy.hpp>
int f([[gnu::nonnull]] int n) { return n; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
