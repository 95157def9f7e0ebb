// expect: exit 4
#include <stratgen/strategy.hpp>
int std::f() { return 1; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
