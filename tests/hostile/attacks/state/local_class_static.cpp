// expect: state
#include <stratgen/strategy.hpp>
int f() { struct L { static int g() { static int n; return ++n; } }; return L::g(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
