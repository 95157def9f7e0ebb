// expect: undefined-function
#include <stratgen/strategy.hpp>
struct P { int f(); };
int g() { return P{}.f(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
