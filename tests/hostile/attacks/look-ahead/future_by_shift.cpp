// expect: exit 5, "look back"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  void init() { f = shift(close, -1); }
  void next() {
    if (close > f) buy();
  }
};
STRATGEN_STRATEGY(S)
