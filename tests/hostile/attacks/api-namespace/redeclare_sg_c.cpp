// expect: extern
#include <stratgen/strategy.hpp>
extern "C" void sg_trap() {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
