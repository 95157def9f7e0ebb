// expect: reference-return
#include <stratgen/strategy.hpp>
auto f(double& x) -> double& { return x; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
