// expect: exit 4
#include <stratgen/strategy.hpp>
struct P { void f() final {} };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
