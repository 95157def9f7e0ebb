// expect: reference-return
#include <stratgen/strategy.hpp>
auto f() { double y = 1; return [&y] { return y; }; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
