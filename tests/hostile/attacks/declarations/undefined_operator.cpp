// expect: undefined-function
#include <stratgen/strategy.hpp>
struct P { int v; };
P operator+(P, P);
P g() { return P{} + P{}; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
