// expect: attribute
#include <stratgen/strategy.hpp>
void f() { [[clang::uninitialized]] int k; (void)k; }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
