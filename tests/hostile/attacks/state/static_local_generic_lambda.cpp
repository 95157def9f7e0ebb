// expect: state
#include <stratgen/strategy.hpp>
int f() { auto g = [](auto v) { static int n = 0; return n += v; }; return g(1); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
