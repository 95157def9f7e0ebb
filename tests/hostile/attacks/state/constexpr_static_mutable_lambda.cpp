// expect: state
#include <stratgen/strategy.hpp>
int f() { static auto g = [n = 0]() mutable { return ++n; }; return g(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
