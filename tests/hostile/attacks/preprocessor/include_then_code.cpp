// expect: include
#include <stratgen/strategy.hpp> int leak = 1;
struct S : Strategy {
  void next() { if (close > open) buy(); }
};
STRATGEN_STRATEGY(S)
