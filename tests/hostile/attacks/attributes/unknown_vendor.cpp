// expect: attribute
#include <stratgen/strategy.hpp>
[[vendor::thing]] void f() {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
