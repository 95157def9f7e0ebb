// expect: exit 5, "budget"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  struct Big { double v[50000]; };
  Big a, c;
  void init() { f = sma(close, 10); }
  void next() {
    for (int i = 0; i < 1000; ++i) { c = a; a.v[i] = c.v[i + 1] + close; a = c; }
    if (a.v[3] > 1) buy();
  }
};
STRATGEN_STRATEGY(S)
