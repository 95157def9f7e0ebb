// expect: state
#include <stratgen/strategy.hpp>
struct P { int a, b; };
auto [u, v] = P{1, 2};

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
