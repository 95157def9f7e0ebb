#include <stratgen/strategy.hpp>

struct EmptyStatements : Strategy {
  int n = 0;;

  void next() {
    ;;;
    if (close > open);
    for (;n < 3; ++n);
    {}
    if (n > 2) buy();
  }
};

STRATGEN_STRATEGY(EmptyStatements)
