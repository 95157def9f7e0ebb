// expect: preprocessor
#include <stratgen/strategy.hpp>
#pragma pack(push, 1)

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
