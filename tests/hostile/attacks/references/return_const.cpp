// expect: reference-return
#include <stratgen/strategy.hpp>
const double& f(const double& x) { return x; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
