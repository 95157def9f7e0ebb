// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  Series g;
  void init() { f = sma(close, 10); }
  void next() {
    if (g > 1) buy();
  }
};
STRATGEN_STRATEGY(S)
