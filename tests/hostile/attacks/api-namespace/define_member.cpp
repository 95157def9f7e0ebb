// expect: exit 4
#include <stratgen/strategy.hpp>
double Strategy::equity() { return 1e9; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
