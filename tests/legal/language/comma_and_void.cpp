#include <stratgen/strategy.hpp>

struct CommaAndVoid : Strategy {

  void next() {
    int i = 0;
    for (int j = 0; i < 3; ++i, ++j) (void)j;
    static_cast<void>(i);
    if (void(0), close > open) buy();
  }
};

STRATGEN_STRATEGY(CommaAndVoid)
