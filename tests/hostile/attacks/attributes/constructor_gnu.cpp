// expect: attribute
#include <stratgen/strategy.hpp>
__attribute__((constructor)) void boom() {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
