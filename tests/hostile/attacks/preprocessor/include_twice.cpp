// expect: include
#include <stratgen/strategy.hpp>
#include <stratgen/strategy.hpp>
struct S : Strategy {
  void next() { if (close > open) buy(); }
};
STRATGEN_STRATEGY(S)
