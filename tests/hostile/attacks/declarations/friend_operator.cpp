// expect: friend
#include <stratgen/strategy.hpp>
struct P { friend bool operator==(P a, P b) { return true; } };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
