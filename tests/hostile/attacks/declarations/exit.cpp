// expect: compile
#include <stratgen/strategy.hpp>
void f() { exit(0); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
