// expect: preprocessor
#include <stratgen/strategy.hpp>
#include "/proc/self/environ"

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
