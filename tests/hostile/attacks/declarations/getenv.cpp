// expect: compile
#include <stratgen/strategy.hpp>
void f() { getenv("HOME"); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
