// expect: exit 5, "negative index"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  int ahead = -1;
  void init() { f = each_bar([this] { return close[ahead]; }); }
  void next() {
    if (close > f) buy();
  }
};
STRATGEN_STRATEGY(S)
