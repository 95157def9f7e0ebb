// expect: reference-return
#include <stratgen/strategy.hpp>
const double& f() { double x = 1; return x; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
