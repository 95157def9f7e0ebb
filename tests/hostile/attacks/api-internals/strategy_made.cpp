// expect: exit 4
#include <stratgen/strategy.hpp>
struct Other;
double f() { SignalStrategy s(0); return s.equity(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
