// expect: union
#include <stratgen/strategy.hpp>
struct P { union { int a; float b; } u; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
