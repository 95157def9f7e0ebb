// expect: tag-text
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  void init() { f = sma(close, 10); }
  void next() {
    buy({.tag = close > f ? "up" : "a text of more than fifteen"});
    if (close > f) buy();
  }
};
STRATGEN_STRATEGY(S)
