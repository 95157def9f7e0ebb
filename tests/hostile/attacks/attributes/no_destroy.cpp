// expect: attribute
#include <stratgen/strategy.hpp>
[[clang::no_destroy]] constexpr int q = 1;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
