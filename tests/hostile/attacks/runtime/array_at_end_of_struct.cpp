// expect: exit 5, "bounds"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  struct P { int n; double v[4]; };
  P p{};
  void init() { f = sma(close, 10); }
  void next() {
    p.v[bar_index()] = 1;
    if (p.v[2] > 0) buy();
  }
};
STRATGEN_STRATEGY(S)
