// expect: attribute
#include <stratgen/strategy.hpp>
template <int... N> struct P { alignas(N...) int v; };

struct S : Strategy {
  void next() {
    if (close > open) buy();
  }
};
STRATGEN_STRATEGY(S)
