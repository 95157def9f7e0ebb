// expect: attribute
#include <stratgen/strategy.hpp>
struct P { alignas(1 << 28) int v; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
