// expect: module
#include <stratgen/strategy.hpp>
export module evil:part;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
