// expect: exit 4
#include <stratgen/strategy.hpp>
Series f() { return Series(0, 0); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
