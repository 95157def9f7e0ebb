// expect: reference-return
#include <stratgen/strategy.hpp>
void g() { auto f = [] { double y = 1; return [&y] { return y; }; }; f(); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
