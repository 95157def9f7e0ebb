// expect: union
#include <stratgen/strategy.hpp>
union U { double d; long l; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
