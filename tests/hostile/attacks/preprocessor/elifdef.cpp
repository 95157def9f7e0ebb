// expect: preprocessor
#include <stratgen/strategy.hpp>
#elifdef X

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
