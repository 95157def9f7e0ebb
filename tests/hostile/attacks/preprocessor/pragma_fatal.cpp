// expect: preprocessor
#include <stratgen/strategy.hpp>
#pragma clang __debug llvm_fatal_error

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
