// expect: exit 5, "budget"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  void init() { while (k < 1) x += 1; f = sma(close, 10); }
  void next() {
    if (close > f) buy();
  }
};
STRATGEN_STRATEGY(S)
