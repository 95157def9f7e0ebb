// expect: state
#include <stratgen/strategy.hpp>
struct P { int v; P() : v(f()) {} static int f() { return 3; } };
const P p;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
