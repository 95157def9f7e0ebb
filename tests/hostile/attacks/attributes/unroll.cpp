// expect: attribute
#include <stratgen/strategy.hpp>
void f() { [[clang::unroll]] for (int i = 0; i < 3; ++i) {} }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
