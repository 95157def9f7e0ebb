// expect: dangling-reference
#include <stratgen/strategy.hpp>
int f() { const auto& r = std::get<0>(std::array<int, 2>{1, 2}); return r; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
