// expect: param-argument
#include <stratgen/strategy.hpp>

struct S : Strategy {
  Series f;
  double x = 0;
  int k = 0;
  static constexpr int least = 5;
  int n = param("n", least - 1, {.min = least, .max = 60, .step = 5});
  void init() { f = sma(close, 10); }
  void next() {
    if (close > f) buy();
  }
};
STRATGEN_STRATEGY(S)
