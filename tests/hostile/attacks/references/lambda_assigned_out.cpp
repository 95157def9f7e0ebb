// expect: reference-return
#include <stratgen/strategy.hpp>
auto make(int n) { auto g = [&n] { return n; }; return g; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
