// expect: preprocessor
#include <stratgen/strategy.hpp>
#error stop

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
