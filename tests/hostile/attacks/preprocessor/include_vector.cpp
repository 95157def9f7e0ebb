// expect: preprocessor
#include <stratgen/strategy.hpp>
#include <vector>

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
