// expect: attribute
#include <stratgen/strategy.hpp>
void f() { int k [[indeterminate]]; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
