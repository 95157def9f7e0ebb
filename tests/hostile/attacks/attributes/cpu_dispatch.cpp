// expect: attribute
#include <stratgen/strategy.hpp>
__attribute__((cpu_specific(ivybridge))) void f() {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
