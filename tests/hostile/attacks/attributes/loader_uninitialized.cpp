// expect: attribute
#include <stratgen/strategy.hpp>
[[clang::loader_uninitialized]] int q;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
