// expect: pointer
#include <stratgen/strategy.hpp>
static_assert(sizeof(int*) == 8);

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
