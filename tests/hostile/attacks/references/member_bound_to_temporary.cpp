// expect: reference-member
#include <stratgen/strategy.hpp>
struct P { const double& r = 1.0; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
