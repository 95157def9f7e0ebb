// expect: exit 5, "budget"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  int spin() { int i = 1; while (i != 0) i = i % 7 + 1; return i; }
  int n = spin();
  void init() { f = sma(close, 10); }
  void next() {
    if (close > f) buy();
  }
};
STRATGEN_STRATEGY(S)
