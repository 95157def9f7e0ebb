// expect: one-strategy
#include <stratgen/strategy.hpp>
STRATGEN_STRATEGY(S)
struct S : Strategy {
  void next() { if (close > open) buy(); }
};
