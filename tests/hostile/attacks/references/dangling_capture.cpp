// expect: dangling-reference
#include <stratgen/strategy.hpp>
int f() { auto g = [&r = std::array<int, 2>{1, 2}[0]] { return r; }; return g(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
