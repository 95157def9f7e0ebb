// expect: preprocessor
#include <stratgen/strategy.hpp>
#pragma weak stratgen_run

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
