// expect: pointer
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  void g() { f = asset("VIX", 0).close; }
  void init() { f = sma(close, 10); }
  void next() {
    if (close > f) buy();
  }
};
STRATGEN_STRATEGY(S)
