// expect: preprocessor
#include <stratgen/strategy.hpp>
#pragma redefine_extname sg_place sg_cancel

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
