// expect: type
#include <stratgen/strategy.hpp>
struct P { long double v; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
