// expect: exit 5
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  double g(int n) { return n < 0 ? 1 : h(n + 1) + close[0]; }
  double h(int n) { return n < 0 ? 2 : g(n + 2) * 1.5; }
  void init() { f = sma(close, 10); }
  void next() {
    x = g(1);
    if (x > 3) buy();
  }
};
STRATGEN_STRATEGY(S)
