// expect: compile
Here is your strategy. It trades a cross:
#include <stratgen/strategy.hpp>
struct S : Strategy {
  void next() { if (close > open) buy(); }
};
STRATGEN_STRATEGY(S)
