// expect: state
#include <stratgen/strategy.hpp>
static int a, b;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
