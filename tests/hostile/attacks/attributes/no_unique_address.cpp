// expect: attribute
#include <stratgen/strategy.hpp>
struct E {};
struct P { [[no_unique_address]] E e; int v; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
