// expect: init-only
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  double g() { return sma(close, 3); }
  double h() { return g(); }
  void init() { f = sma(close, 10); }
  void next() {
    if (h() > 1) buy();
  }
};
STRATGEN_STRATEGY(S)
