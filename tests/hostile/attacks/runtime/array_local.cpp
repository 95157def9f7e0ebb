// expect: exit 5, "bounds"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  List<int, 4> list;
  void init() { f = sma(close, 10); }
  void next() {
    double v[8];
    for (int i = 0; i <= 8; ++i) v[i] = close;
    x = v[k];
    if (x > 1e9) buy();
  }
};
STRATGEN_STRATEGY(S)
