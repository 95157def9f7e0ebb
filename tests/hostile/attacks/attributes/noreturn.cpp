// expect: attribute
#include <stratgen/strategy.hpp>
[[noreturn]] void f() { for (;;) {} }

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
