// expect: preprocessor
#include <stratgen/strategy.hpp>
#pragma clang diagnostic ignored "-Weverything"

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
