// expect: entry-point
#include <stratgen/strategy.hpp>
constexpr int stratgen_run = 1;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
