// expect: reference-member
#include <stratgen/strategy.hpp>
void f() { int y = 1; auto g = [&y] { return y; }; decltype(g) l[2] = {g, g}; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
