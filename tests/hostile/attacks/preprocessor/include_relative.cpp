// expect: preprocessor
#include <stratgen/strategy.hpp>
#include "../../../.env"

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
