// expect: state
#include <stratgen/strategy.hpp>
constinit int counter = 0;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
