// expect: preprocessor
#include <stratgen/strategy.hpp>
#pragma clang attribute push(__attribute__((constructor)), apply_to = function)
void boom() {}
#pragma clang attribute pop

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
