// expect: preprocessor
#include <stratgen/strategy.hpp>
#pragma clang fp contract(fast)

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
