// expect: attribute
#include <stratgen/strategy.hpp>
[[clang::xray_always_instrument]] void f() {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
