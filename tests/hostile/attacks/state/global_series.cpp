// expect: state
#include <stratgen/strategy.hpp>
Series shared;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
