// expect: attribute
#include <stratgen/strategy.hpp>
[[gnu::unused]] constexpr int q = 1;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
