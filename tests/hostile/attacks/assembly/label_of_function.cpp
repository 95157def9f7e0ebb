// expect: assembly
#include <stratgen/strategy.hpp>
int q() asm("stratgen_run");

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
