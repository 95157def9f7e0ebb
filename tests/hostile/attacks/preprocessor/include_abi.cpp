// expect: preprocessor
#include <stratgen/strategy.hpp>
#include <stratgen/abi.hpp>

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
