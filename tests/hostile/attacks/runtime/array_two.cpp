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
    double v[2][3] = {};
    int j = bar_index();
    v[1][j] = 3;
    x = v[0][k];
    if (x > 1e9) buy();
  }
};
STRATGEN_STRATEGY(S)
