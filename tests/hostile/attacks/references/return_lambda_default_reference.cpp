// expect: reference-return
#include <stratgen/strategy.hpp>
auto f(int n) { return [&] { return n; }; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
