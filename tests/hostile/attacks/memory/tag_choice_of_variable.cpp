// expect: pointer
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  static constexpr char name[] = "breakout";
  void init() { f = sma(close, 10); }
  void next() {
    buy({.tag = close > f ? name : "up"});
    if (close > f) buy();
  }
};
STRATGEN_STRATEGY(S)
