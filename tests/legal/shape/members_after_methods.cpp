#include <stratgen/strategy.hpp>
struct S : Strategy {
  void next() { if (close > ma && count++ < limit) buy({.size = 1}); }
  void init() { ma = sma(close, n); }
  int n = param("n", 5, {2, 30, 1});
  Series ma;
  int count = 0;
  static constexpr int limit = 9;
};
STRATGEN_STRATEGY(S)
