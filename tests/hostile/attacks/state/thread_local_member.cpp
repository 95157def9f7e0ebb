// expect: state
#include <stratgen/strategy.hpp>
struct P { static thread_local int n; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
