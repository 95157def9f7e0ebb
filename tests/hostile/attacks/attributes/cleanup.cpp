// expect: attribute
#include <stratgen/strategy.hpp>
void out(int) {}
void f() { [[gnu::cleanup(out)]] int k = 1; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
