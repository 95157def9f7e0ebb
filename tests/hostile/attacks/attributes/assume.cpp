// expect: attribute
#include <stratgen/strategy.hpp>
void f(int k) { [[assume(k > 3)]]; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
