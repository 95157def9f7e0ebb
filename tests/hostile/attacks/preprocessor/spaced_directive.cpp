// expect: preprocessor
#include <stratgen/strategy.hpp>
   #   define X 1

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
