// expect: attribute
#include <stratgen/strategy.hpp>
alignas(64) constexpr int q = 1;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
