// expect: api-namespace
#include <stratgen/strategy.hpp>
void sg_trap() {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
