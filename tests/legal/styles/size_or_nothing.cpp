#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  double x = 0;
  int k = 0;
  void init() { ma = sma(close, 10); }
  void next() {
    double s = position ? position.size : 0;
    if (s == 0) buy();

    if (x + k > 1e18) buy();
  }
};
STRATGEN_STRATEGY(S)
