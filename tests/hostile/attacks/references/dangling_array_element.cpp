// expect: dangling-reference
#include <stratgen/strategy.hpp>
int f() { auto& r = std::array<int, 2>{1, 2}[0]; return r; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
