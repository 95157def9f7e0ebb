// expect: exit 4
#include <stratgen/strategy.hpp>
double f() { Strategy s(0); return s.equity(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
