// expect: preprocessor
#include <stratgen/strategy.hpp>
#pragma push_macro("STRATGEN_STRATEGY")

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
