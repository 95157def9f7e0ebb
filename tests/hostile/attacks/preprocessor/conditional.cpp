// expect: preprocessor
#include <stratgen/strategy.hpp>
#if 1
#else
#endif

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
