// expect: preprocessor
#include <stratgen/strategy.hpp>
#sccs "x"

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
