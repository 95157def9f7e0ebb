// expect: pointer
#include <stratgen/strategy.hpp>
double f(double q[]) { return q[7]; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
