// expect: state
#include <stratgen/strategy.hpp>
struct M { mutable int v = 0; };
constexpr M m;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
