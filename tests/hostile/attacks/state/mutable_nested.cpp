// expect: state
#include <stratgen/strategy.hpp>
struct M { mutable int v = 0; };
struct N { M m[2]; };
constexpr N n;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
