// expect: attribute
#include <stratgen/strategy.hpp>
[[gnu::format(printf, 1, 2)]] void f() {}

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
