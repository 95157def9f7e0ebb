// expect: reference-return
#include <stratgen/strategy.hpp>
double d(double& x);
double& f(double& x) { return x; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
