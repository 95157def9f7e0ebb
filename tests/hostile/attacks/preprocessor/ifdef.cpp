// expect: preprocessor
#include <stratgen/strategy.hpp>
#ifdef __clang__
#endif

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
