// expect: exceptions
#include <stratgen/strategy.hpp>
int f() try { return 1; } catch (...) { return 2; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
