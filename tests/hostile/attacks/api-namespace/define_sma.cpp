// expect: exit 4
#include <stratgen/strategy.hpp>
Series stratgen::Strategy::sma(Series s, int n) { return s; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
