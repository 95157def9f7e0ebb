// expect: attribute
#include <stratgen/strategy.hpp>
__attribute__((blocks(byref))) constexpr int q = 1;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
