// expect: state
#include <stratgen/strategy.hpp>
struct P { int v = 0; } shared;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
