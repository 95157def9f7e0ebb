// expect: compile
#include <stratgen/strategy.hpp>
void f() { List<int&, 2> l; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
