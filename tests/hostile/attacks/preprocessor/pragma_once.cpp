// expect: preprocessor
#include <stratgen/strategy.hpp>
#pragma once

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
