// expect: state
#include <stratgen/strategy.hpp>
const int& r = 5;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
