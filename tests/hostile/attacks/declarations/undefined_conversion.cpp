// expect: undefined-function
#include <stratgen/strategy.hpp>
struct P { operator int(); };
int g() { P p; return p; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
