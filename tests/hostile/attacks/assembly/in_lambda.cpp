// expect: assembly
#include <stratgen/strategy.hpp>
constexpr auto f = [] { asm("int3"); };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
