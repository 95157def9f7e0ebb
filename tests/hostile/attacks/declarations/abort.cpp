// expect: compile
#include <stratgen/strategy.hpp>
void f() { abort(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
