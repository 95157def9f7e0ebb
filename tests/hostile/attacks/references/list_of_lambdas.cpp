// expect: reference-member
#include <stratgen/strategy.hpp>
void f() { int y = 1; auto g = [&y] { return y; }; List<decltype(g), 2> l; l.push_back(g); }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
