// expect: attribute
#include <stratgen/strategy.hpp>
constexpr int q [[gnu::used]] = 1;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
