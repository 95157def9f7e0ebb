// expect: state
#include <stratgen/strategy.hpp>
struct P { double sum; int n; };
double f(double v) { static P p; p.sum += v; return p.sum; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
