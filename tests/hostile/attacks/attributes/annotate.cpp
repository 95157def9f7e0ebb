// expect: attribute
#include <stratgen/strategy.hpp>
[[clang::annotate("x")]] void f() {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
