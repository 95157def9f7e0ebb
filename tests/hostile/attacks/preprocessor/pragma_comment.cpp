// expect: preprocessor
#include <stratgen/strategy.hpp>
#pragma comment(lib, "evil")

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
