// expect: exit 5, "array index out of bounds"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double held[8] = {};
  void init() { f = sma(close, 10); }
  void next() {
    if (k > 0 && held[k - 1] < close) x = 1;
    if (close > f) buy();
  }
};
STRATGEN_STRATEGY(S)
