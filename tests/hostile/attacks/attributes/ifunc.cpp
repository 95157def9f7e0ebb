// expect: attribute
#include <stratgen/strategy.hpp>
[[gnu::ifunc("resolve")]] int f();

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
