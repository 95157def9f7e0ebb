// expect: exit 4
#include <stratgen/strategy.hpp>
struct stratgen::Evil {};

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
