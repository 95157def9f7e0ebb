// expect: exit 5
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  void init() { for (int n = 1;; ++n) f = sma(close, n); }
  void next() {
    if (close > f) buy();
  }
};
STRATGEN_STRATEGY(S)
