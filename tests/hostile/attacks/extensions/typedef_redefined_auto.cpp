// expect: compile
#include <stratgen/strategy.hpp>
typedef auto T;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
