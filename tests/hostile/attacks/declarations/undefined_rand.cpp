// expect: undefined-function
#include <stratgen/strategy.hpp>
int rand();
int g() { return rand(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
