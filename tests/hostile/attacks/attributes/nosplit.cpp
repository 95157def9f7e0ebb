// expect: attribute
#include <stratgen/strategy.hpp>
[[gnu::no_split_stack]] void f() {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
