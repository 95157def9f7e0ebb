// expect: attribute
#include <stratgen/strategy.hpp>
struct A { int v = 1; };
[[gnu::init_priority(101)]] constexpr A a;

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
