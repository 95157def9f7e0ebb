// expect: frame-size
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  void init() { f = sma(close, 10); }
  void next() {
    auto spread = [&] {
      double a[300'000];
      for (double& each : a) each = close;
      return a[k];
    };
    x = spread();
    if (close > f) buy();
  }
};
STRATGEN_STRATEGY(S)
