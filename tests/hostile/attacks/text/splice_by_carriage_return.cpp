// expect: line-splice
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  void init() { f = sma(close, 10); }
  void next() {
    // a comment that goes on \ x = 1;
    if (close > f) buy();
  }
};
STRATGEN_STRATEGY(S)
