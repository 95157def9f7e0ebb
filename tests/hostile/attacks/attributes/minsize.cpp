// expect: attribute
#include <stratgen/strategy.hpp>
[[clang::minsize]] void f() {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
