// expect: attribute
#include <stratgen/strategy.hpp>
void f1() {}
[[gnu::alias("_Z2f1v")]] void f2();

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
