// expect: preprocessor
#include <stratgen/strategy.hpp>
#pragma clang optimize off

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
