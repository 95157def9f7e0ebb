// expect: state
#include <stratgen/strategy.hpp>
struct P { int v; P() { v = 1; } };
P p;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
