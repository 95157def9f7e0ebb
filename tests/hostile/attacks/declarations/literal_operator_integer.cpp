// expect: literal-operator
#include <stratgen/strategy.hpp>
constexpr int operator""_bars(unsigned long long v) { return int(v); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
