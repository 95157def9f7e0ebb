// expect: preprocessor
#include <stratgen/strategy.hpp>
#__include_macros <stratgen/strategy.hpp>

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
