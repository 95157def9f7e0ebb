// expect: init-only
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  template <int N> double g() { return sma(close, N); }
  void init() { f = sma(close, 10); }
  void next() {
    if (g<3>() > 1) buy();
  }
};
STRATGEN_STRATEGY(S)
