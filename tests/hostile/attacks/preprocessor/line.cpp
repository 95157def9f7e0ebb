// expect: preprocessor
#include <stratgen/strategy.hpp>
#line 1 "other.cpp"

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
