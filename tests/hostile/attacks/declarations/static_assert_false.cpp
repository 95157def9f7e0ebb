// expect: compile
#include <stratgen/strategy.hpp>
static_assert(false, "no");

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
