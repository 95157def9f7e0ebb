// expect: extern
#include <stratgen/strategy.hpp>
extern int n;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
