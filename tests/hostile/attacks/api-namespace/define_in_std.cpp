// expect: exit 4
#include <stratgen/strategy.hpp>
double std::exp(double v) { return v; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
