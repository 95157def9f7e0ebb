// expect: preprocessor
#include <stratgen/strategy.hpp>
#include <stratgen/detail/run.hpp>

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
