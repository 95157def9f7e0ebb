// expect: pointer
#include <stratgen/strategy.hpp>
using F = int(int);
int call(F& f) { return f(1); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
