// expect: attribute
#include <stratgen/strategy.hpp>
struct [[gnu::aligned(4096)]] P { int v; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
