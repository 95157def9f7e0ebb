// expect: exit 5
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  double b[4] = {};
  List<int, 4> list;
  void init() { f = sma(close, 10); }
  void next() {
    auto g = [&](auto self, int n) -> double { return n < 0 ? 1.0 : self(self, n + 1) + close[0]; };
    x = g(g, 1);
    if (x > 1e9) buy();
  }
};
STRATGEN_STRATEGY(S)
