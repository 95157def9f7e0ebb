// expect: attribute
#include <stratgen/strategy.hpp>
void f(int n) __attribute__((enable_if(n > 3, ""))) {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
