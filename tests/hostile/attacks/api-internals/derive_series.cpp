// expect: api-internal
#include <stratgen/strategy.hpp>
struct P : Series { using Series::Series; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
