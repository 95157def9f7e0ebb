// expect: variadic
#include <stratgen/strategy.hpp>
void f(...) {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
