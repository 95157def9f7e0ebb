// expect: attribute
#include <stratgen/strategy.hpp>
__attribute__((no_sanitize("all"))) void f() {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
