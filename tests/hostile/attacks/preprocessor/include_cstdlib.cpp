// expect: preprocessor
#include <stratgen/strategy.hpp>
#include <cstdlib>

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
