// expect: pointer
#include <stratgen/strategy.hpp>
int call(int f(int)) { return f(1); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
