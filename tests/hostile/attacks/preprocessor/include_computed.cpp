// expect: preprocessor
#include <stratgen/strategy.hpp>
#include STRATGEN_HEADER

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
