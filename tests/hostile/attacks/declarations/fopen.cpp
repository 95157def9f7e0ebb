// expect: compile
#include <stratgen/strategy.hpp>
void f() { fopen("/etc/passwd", "r"); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
