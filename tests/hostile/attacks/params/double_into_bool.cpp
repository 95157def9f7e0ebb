// expect: param-type
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  bool p = param("p", 0.5, {0, 1, 0.5});
  void init() { f = sma(close, 10); }
  void next() {
    if (close > f) buy();
  }
};
STRATGEN_STRATEGY(S)
