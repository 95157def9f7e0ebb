// expect: state
#include <stratgen/strategy.hpp>
bool traded = false;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
