// expect: compile
#include <stratgen/strategy.hpp>
void f() { system("id"); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
