// expect: preprocessor
#include <stratgen/../stratgen/strategy.hpp>
struct S : Strategy {
  void next() { if (close > open) buy(); }
};
STRATGEN_STRATEGY(S)
