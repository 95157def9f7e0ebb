// expect: preprocessor
#include <stratgen/strategy.hpp>
#import <stratgen/strategy.hpp>

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
