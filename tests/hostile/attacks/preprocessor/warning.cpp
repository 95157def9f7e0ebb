// expect: preprocessor
#include <stratgen/strategy.hpp>
#warning look

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
