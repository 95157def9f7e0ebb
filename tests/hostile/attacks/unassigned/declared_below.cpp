// expect: series-value
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series gap = close - slow;
  Series slow = sma(close, 20);
  void next() { if (gap > 0) buy(); }
};
STRATGEN_STRATEGY(S)
