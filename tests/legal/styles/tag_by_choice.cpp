#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series ma;
  double x = 0;
  int k = 0;
  void init() { ma = sma(close, 10); }
  void next() {
    bool up = close > ma;
    if (!position) buy({.size = 0.1, .tag = up ? "long" : "pullback"});

    if (x + k > 1e18) buy();
  }
};
STRATGEN_STRATEGY(S)
