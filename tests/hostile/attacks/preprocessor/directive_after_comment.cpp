// expect: preprocessor
#include <stratgen/strategy.hpp>
/* fine */ #define X 1

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
