// expect: exit 5, "never assigned"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  Series g;
  void init() { f = g - close; }
  void next() {
    if (close > f) buy();
  }
};
STRATGEN_STRATEGY(S)
