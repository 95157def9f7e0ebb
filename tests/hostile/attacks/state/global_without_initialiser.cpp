// expect: state
#include <stratgen/strategy.hpp>
long total;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
