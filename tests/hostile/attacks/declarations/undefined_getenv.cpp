// expect: undefined-function
#include <stratgen/strategy.hpp>
double getenv(int);
double g() { return getenv(1); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
