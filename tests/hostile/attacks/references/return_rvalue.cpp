// expect: reference-return
#include <stratgen/strategy.hpp>
double&& f(double& x) { return static_cast<double&&>(x); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
