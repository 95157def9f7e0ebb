// expect: preprocessor
#include <stratgen/strategy.hpp>
#define EVIL(x) asm(x)

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
