// expect: literal-operator
#include <stratgen/strategy.hpp>
double operator""_pct(long double v) { return v / 100; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
