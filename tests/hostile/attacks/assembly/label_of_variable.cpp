// expect: assembly
#include <stratgen/strategy.hpp>
constexpr int q asm("sg_place") = 1;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
