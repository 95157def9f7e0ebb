// expect: exit 5, "budget"
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  void init() { f = each_bar([this] { double s = 0; while (s >= 0) s += 1; return s; }); }
  void next() {
    if (close > f) buy();
  }
};
STRATGEN_STRATEGY(S)
