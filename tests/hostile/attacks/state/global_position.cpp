// expect: pointer
#include <stratgen/strategy.hpp>
Position* p;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
