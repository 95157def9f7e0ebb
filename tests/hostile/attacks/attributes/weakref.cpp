// expect: attribute
#include <stratgen/strategy.hpp>
[[gnu::weakref("sg_place")]] static int f();

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
