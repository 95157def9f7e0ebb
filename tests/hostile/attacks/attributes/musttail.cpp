// expect: attribute
#include <stratgen/strategy.hpp>
int g(int n) { return n; }
int f(int n) { [[clang::musttail]] return g(n); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
