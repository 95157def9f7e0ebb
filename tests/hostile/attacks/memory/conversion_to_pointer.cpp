// expect: pointer
#include <stratgen/strategy.hpp>
struct P { operator int*() { return 0; } };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
