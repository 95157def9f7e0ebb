// expect: attribute
#include <stratgen/strategy.hpp>
constexpr auto f = [] [[gnu::noinline]] () { return 1; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
