// expect: preprocessor
#include <stratgen/strategy.hpp>
#pragma omp parallel

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
