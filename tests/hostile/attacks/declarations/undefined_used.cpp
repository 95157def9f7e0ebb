// expect: undefined-function
#include <stratgen/strategy.hpp>
int f();
int g() { return f(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
