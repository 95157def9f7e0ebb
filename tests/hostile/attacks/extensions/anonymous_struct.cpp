// expect: compile
#include <stratgen/strategy.hpp>
struct P { struct { int a; }; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
