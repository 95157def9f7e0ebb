// expect: attribute
#include <stratgen/strategy.hpp>
int f(const int& n [[clang::lifetimebound]]) { return n; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
