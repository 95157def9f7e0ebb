// expect: preprocessor
#include <stratgen/strategy.hpp>
# 1 "/etc/passwd" 1 3

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
