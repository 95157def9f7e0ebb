// expect: state
#include <stratgen/strategy.hpp>
struct P { static inline int n = 0; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
