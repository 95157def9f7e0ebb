// expect: exit 5, "budget"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  List<int, 4> list;
  void init() { f = sma(close, 10); }
  void next() {
    for (int i = 0; i < 30000; ++i)
      for (int j = 0; j < 30000; ++j) x += close[i & 7] / (j + 1);
    if (x > 1e9) buy();
  }
};
STRATGEN_STRATEGY(S)
