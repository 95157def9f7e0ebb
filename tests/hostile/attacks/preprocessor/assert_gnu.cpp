// expect: preprocessor
#include <stratgen/strategy.hpp>
#assert machine(x)

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
