// expect: state
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  static const int n;
  void init() { f = sma(close, 10); }
  void next() {
    k = n;
    if (close > f) buy();
  }
};
STRATGEN_STRATEGY(S)
