// expect: ternary-int
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  List<int, 4> list;
  void init() { f = sma(close, 10); }
  void next() {
    x = k ? close : k;
    if (x > 1e9) buy();
  }
};
STRATGEN_STRATEGY(S)
