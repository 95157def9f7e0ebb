// expect: attribute
#include <stratgen/strategy.hpp>
[[gnu::ms_abi]] void f(int) {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
