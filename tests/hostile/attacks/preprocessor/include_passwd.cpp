// expect: preprocessor
#include <stratgen/strategy.hpp>
#include "/etc/passwd"

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
