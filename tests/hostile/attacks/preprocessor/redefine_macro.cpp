// expect: preprocessor
#include <stratgen/strategy.hpp>
#define STRATGEN_STRATEGY(N) void stratgen_run() {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
