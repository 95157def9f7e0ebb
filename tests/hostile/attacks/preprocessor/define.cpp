// expect: preprocessor
#include <stratgen/strategy.hpp>
#define private public

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
