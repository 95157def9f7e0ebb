// expect: attribute
#include <stratgen/strategy.hpp>
__attribute__((regcall)) void f(int) {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
