// expect: module
#include <stratgen/strategy.hpp>
module;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
