// expect: preprocessor
#include <stratgen/strategy.hpp>
#pragma clang __debug overflow_stack

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
