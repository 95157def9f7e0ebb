// expect: dangling-reference
#include <stratgen/strategy.hpp>
int f() { auto&& r = List<int, 2>{}.front(); return r; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
