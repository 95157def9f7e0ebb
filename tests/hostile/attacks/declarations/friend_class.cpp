// expect: friend
#include <stratgen/strategy.hpp>
struct P { friend struct Q; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
