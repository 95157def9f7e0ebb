// expect: exit 5, "budget"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  static int spin(int n) { while (n != 0) n = n % 7 + 1; return n; }
  void init() { f = sma(close, 10); }
  void next() {
    if (spin(3)) buy();
  }
};
STRATGEN_STRATEGY(S)
