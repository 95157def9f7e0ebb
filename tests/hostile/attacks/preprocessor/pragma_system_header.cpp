// expect: preprocessor
#include <stratgen/strategy.hpp>
#pragma GCC system_header

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
