// expect: attribute
#include <stratgen/strategy.hpp>
void f(int n) __attribute__((diagnose_if(n, "x", "error"))) {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
