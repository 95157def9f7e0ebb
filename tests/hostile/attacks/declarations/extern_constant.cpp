// expect: extern
#include <stratgen/strategy.hpp>
extern const int n = 3;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
