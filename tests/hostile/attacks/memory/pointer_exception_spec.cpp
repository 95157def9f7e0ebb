// expect: pointer
#include <stratgen/strategy.hpp>
void f() noexcept(noexcept(*(int*)0)) {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
