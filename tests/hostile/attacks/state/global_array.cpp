// expect: state
#include <stratgen/strategy.hpp>
double shared[4];

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
