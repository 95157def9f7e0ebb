// expect: one-strategy
#include <stratgen/strategy.hpp>
struct S : Strategy {
  void next() { if (close > open) buy(); }
};
/* never closed
STRATGEN_STRATEGY(S)
