// expect: attribute
#include <stratgen/strategy.hpp>
[[gnu::target("avx512f")]] void f() {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
