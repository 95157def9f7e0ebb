// expect: reference-return
#include <stratgen/strategy.hpp>
double (&f(double (&v)[3]))[3] { return v; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
