// expect: state
#include <stratgen/strategy.hpp>
int f();
const int& r = f();

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
