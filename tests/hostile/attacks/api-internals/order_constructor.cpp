// expect: exit 4
#include <stratgen/strategy.hpp>
Order f() { return {0, 0}; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
