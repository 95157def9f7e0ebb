// expect: exit 5, "bounds"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  double m[3][3] = {};
  void init() { f = sma(close, 10); }
  void next() {
    int j = bar_index();
    m[0][j] = 1;
    if (m[2][2] > 0) buy();
  }
};
STRATGEN_STRATEGY(S)
