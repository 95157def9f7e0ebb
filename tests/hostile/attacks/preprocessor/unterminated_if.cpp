// expect: preprocessor
#include <stratgen/strategy.hpp>
#if 0

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
