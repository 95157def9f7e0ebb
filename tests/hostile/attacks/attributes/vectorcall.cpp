// expect: attribute
#include <stratgen/strategy.hpp>
[[clang::vectorcall]] void f(int) {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
