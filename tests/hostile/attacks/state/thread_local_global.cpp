// expect: state
#include <stratgen/strategy.hpp>
thread_local int n = 0;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
