// expect: attribute
#include <stratgen/strategy.hpp>
[[gnu::naked]] void f() {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
