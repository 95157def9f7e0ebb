// expect: exit 5, "full"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  List<int, 4> list;
  void init() { f = sma(close, 10); }
  void next() {
    List<int, 2> l = {1, 2, 3};
    if (x > 1e9) buy();
  }
};
STRATGEN_STRATEGY(S)
