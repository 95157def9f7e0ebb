// expect: preprocessor
#include <stratgen/strategy.hpp>
#pragma STDC FENV_ACCESS ON

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
