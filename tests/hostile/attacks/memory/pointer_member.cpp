// expect: pointer
#include <stratgen/strategy.hpp>
struct P { int* p; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
