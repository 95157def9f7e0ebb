// expect: preprocessor
#include <stratgen/strategy.hpp>
#pragma GCC poison buy

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
