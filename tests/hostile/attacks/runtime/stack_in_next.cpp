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
    double v[100000];
    for (double& e : v) e = close;
    auto g = [&](auto self, int n) -> double { double w[100000]; w[n] = n; return n > 50 ? w[n - 1] : self(self, n + 1) + w[n]; };
    x = g(g, 1) + v[3];
    if (x > 1e9) buy();
  }
};
STRATGEN_STRATEGY(S)
