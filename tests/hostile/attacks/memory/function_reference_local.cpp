// expect: pointer
#include <stratgen/strategy.hpp>
int f(int a) { return a; }
int g() { auto& h = f; return h(1); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
