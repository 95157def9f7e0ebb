// expect: entry-point
#include <stratgen/strategy.hpp>
struct stratgen_run {};

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
