// expect: one-strategy
#include <stratgen/strategy.hpp>
struct S : Strategy {
  void next() { if (close > open) buy(); }
};
STRATGEN_STRATEGY(S>(0); } int evil() { return f<S)
