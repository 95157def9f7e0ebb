// expect: exit 4
#include <stratgen/strategy.hpp>
double f() { return Position(0).pl(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
