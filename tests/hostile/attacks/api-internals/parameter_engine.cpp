// expect: api-internal
#include <stratgen/strategy.hpp>
int f(stratgen::detail::Engine& e) { return e.visible = 9; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
