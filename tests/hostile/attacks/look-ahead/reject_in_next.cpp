// expect: exit 5
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  void init() { f = sma(close, 10); }
  void next() {
    reject("now");
  }
};
STRATGEN_STRATEGY(S)
