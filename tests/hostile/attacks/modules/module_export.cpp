// expect: module
#include <stratgen/strategy.hpp>
export int f() { return 1; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
