// expect: undefined-function
#include <stratgen/strategy.hpp>
struct P { P(int); int v; };
int g() { return P(1).v; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
