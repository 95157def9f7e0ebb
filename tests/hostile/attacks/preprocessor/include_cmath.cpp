// expect: preprocessor
#include <stratgen/strategy.hpp>
#include <cmath>

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
