// expect: union
#include <stratgen/strategy.hpp>
struct P { int v; };
union Q { P p; long l; Q() {} };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
