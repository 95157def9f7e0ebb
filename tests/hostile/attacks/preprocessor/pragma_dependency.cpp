// expect: preprocessor
#include <stratgen/strategy.hpp>
#pragma GCC dependency "/etc/passwd"

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
