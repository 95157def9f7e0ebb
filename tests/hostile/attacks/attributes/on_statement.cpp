// expect: attribute
#include <stratgen/strategy.hpp>
void f(int k) { switch (k) { case 1: [[clang::fallthrough]]; case 2: break; } }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
