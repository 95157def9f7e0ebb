// expect: exit 5
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  double g(int n) { double big[200000]; big[bar_index()] = n; double s = 0; for (double v : big) s += v; return n > 4 ? s : s + g(n + 1); }
  void init() { f = sma(close, 10); }
  void next() {
    if (g(1) > 5) buy();
  }
};
STRATGEN_STRATEGY(S)
