// expect: preprocessor
#include <stratgen/strategy.hpp>
int f() { return 1; } /*
*/ #define X 1

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
