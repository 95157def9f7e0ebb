// expect: friend
#include <stratgen/strategy.hpp>
struct P { friend class stratgen::Series; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
