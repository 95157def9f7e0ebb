// expect: attribute
#include <stratgen/strategy.hpp>
using T [[gnu::aligned(64)]] = int;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
