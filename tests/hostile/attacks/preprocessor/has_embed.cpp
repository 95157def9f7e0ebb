// expect: preprocessor
#include <stratgen/strategy.hpp>
#if __has_embed("/etc/shadow")
#endif

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
