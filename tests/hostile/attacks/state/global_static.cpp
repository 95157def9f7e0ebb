// expect: state
#include <stratgen/strategy.hpp>
static double last;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
