// expect: compile
#include <stratgen/strategy.hpp>
class struct P { };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
