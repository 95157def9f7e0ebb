// expect: attribute
#include <stratgen/strategy.hpp>
[[maybe_unused, gnu::used]] constexpr int q = 3;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
